// These references wait no longer.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (i:Item {key: row.owner})-[w:AWAITS]->(m:Missing {key: row.target})
WHERE w.relation = row.relation
DETACH DELETE w
