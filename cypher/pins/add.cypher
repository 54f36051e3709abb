// Pin what conclusions rest on.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (c:Item {key: row.conclusion})
MATCH (i:Item {key: row.item})
CREATE (c)-[:RESTS_ON {role: row.role, via: row.via, compare: row.compare, version: row.version,
  pinned: row.pinned}]->(i)
