// What signals, follow-up and reports speak of.
// params: keys
// returns: key, type
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})-[:RAISES|ADDRESSES]->(t:Item)
RETURN DISTINCT t.key AS key, t.type AS type
ORDER BY key
