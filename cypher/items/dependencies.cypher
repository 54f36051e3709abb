// What any of these items hold a reference to.
// params: keys
// returns: item, relation, key, type, title, state
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r]->(d:Item)
RETURN i.key AS item, type(r) AS relation, d.key AS key, d.type AS type, d.title AS title, d.state AS state
ORDER BY item, relation, key
