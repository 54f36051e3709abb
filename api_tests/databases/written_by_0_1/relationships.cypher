UNWIND $rows AS row
MATCH (a), (b)
WHERE elementId(a) = row.from AND elementId(b) = row.to
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties
