// Which items wait for any of these keys.
// params: keys
// returns: owner, relation, target
UNWIND $keys AS wanted
MATCH (m:Missing {key: wanted})<-[w:AWAITS]-(i:Item)
RETURN i.key AS owner, w.relation AS relation, m.key AS target
ORDER BY owner, relation, target
