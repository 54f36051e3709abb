// The references that items wait for.
// params: keys
// returns: owner, relation, target
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[w:AWAITS]->(m:Missing)
RETURN i.key AS owner, w.relation AS relation, m.key AS target
ORDER BY owner, relation, target
