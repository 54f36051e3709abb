// What was kept of what is recorded around versions before it was changed.
// params: ids
// returns: id, since, properties
UNWIND $ids AS wanted
MATCH (p:PastVersion {id: wanted})
RETURN p.id AS id, p.since AS since, properties(p) AS properties
ORDER BY id, since
