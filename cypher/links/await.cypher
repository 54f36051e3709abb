// Keep references to keys that no item has yet.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (a:Item {key: row.owner})
MERGE (m:Missing {key: row.target})
CREATE (a)-[:AWAITS {relation: row.relation}]->(m)
