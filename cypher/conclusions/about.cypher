// What conclusions are about.
// params: keys
// returns: conclusion, item, type, state
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)
RETURN c.key AS conclusion, s.key AS item, s.type AS type, s.state AS state
ORDER BY conclusion, item
