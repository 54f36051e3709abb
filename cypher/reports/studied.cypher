// What uses say was studied in fact: elements and variants.
// params: keys
// returns: use, item
UNWIND $keys AS wanted
MATCH (u:Item {key: wanted})-[:COVERS_ELEMENT]->(x:Item)
RETURN u.key AS use, x.key AS item
ORDER BY use, item
