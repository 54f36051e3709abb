// Put items into scopes.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (i:Item {key: row.key})
MATCH (s:Scope {id: row.scope})
CREATE (i)-[:IN_SCOPE]->(s)
