// The audit entry of a revision.
// params: at
// returns: revision, properties
MATCH (e:AuditEntry {revision: $at})
RETURN e.revision AS revision, properties(e) AS properties
ORDER BY revision
