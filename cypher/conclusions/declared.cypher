// What conclusions say they rest on, beyond what their kind expects, and the justified gaps that they cite.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WITH c
CALL (c) {
  MATCH (c)-[:ALSO_RESTS_ON]->(i:Item)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'declared' AS role
  UNION
  MATCH (c)-[:CITES_GAP]->(i:JustifiedGap)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'justified_gap' AS role
}
RETURN c.key AS conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
