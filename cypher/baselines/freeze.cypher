// Hold fast which versions a baseline is made of.
// params: key rows
// returns:
UNWIND $rows AS row
MATCH (b:Item {key: $key})
MATCH (i:Item {key: row.key})
CREATE (b)-[:FREEZES {version: row.version}]->(i)
