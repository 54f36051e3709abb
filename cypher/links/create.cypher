// New references of one relation. The placeholder is filled from the vocabulary.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (a:Item {key: row.owner})
MATCH (b:Item {key: row.target})
CREATE (a)-[:__TYPE__]->(b)
