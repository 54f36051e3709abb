// The oldest audit entry that was written after an instant.
// params: instant
// returns: revision, properties
MATCH (e:AuditEntry)
WHERE e.at > $instant
RETURN e.revision AS revision, properties(e) AS properties
ORDER BY revision
LIMIT 1
