// The references that items hold, those that wait included.
// params: keys
// returns: owner, relation, target
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r]->(d:Item)
WHERE type(r) <> 'RESTS_ON' AND type(r) <> 'FREEZES'
RETURN i.key AS owner, type(r) AS relation, d.key AS target
ORDER BY owner, relation, target
