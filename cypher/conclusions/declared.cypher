// What conclusions say they rest on, beyond what their kind expects.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ALSO_RESTS_ON]->(i:Item)
WHERE i.state = 'in_force'
RETURN c.key AS conclusion, i.key AS item, 'declared' AS role, '' AS via
ORDER BY conclusion, item
