// The newest audit entry that was written by an instant.
// params: instant
// returns: revision, properties
MATCH (e:AuditEntry)
WHERE e.at <= $instant
RETURN e.revision AS revision, properties(e) AS properties
ORDER BY revision DESC
LIMIT 1
