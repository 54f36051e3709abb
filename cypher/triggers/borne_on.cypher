// What the uses of evidence bear on and what new information can be raised on.
// params: keys
// returns: evidence, key
UNWIND $keys AS wanted
MATCH (e:Item {key: wanted})<-[:USES]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
WHERE u.state = 'in_force' AND t.state = 'in_force' AND t.type IN ['Claim', 'Hazard', 'Risk', 'SideEffect']
RETURN DISTINCT e.key AS evidence, t.key AS key
ORDER BY evidence, key
