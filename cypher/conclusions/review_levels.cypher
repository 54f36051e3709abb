// How important an independent review of conclusions is, by each intended purpose of what they conclude on.
// params: keys
// returns: conclusion, purpose, review
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(i:Item)-[:IN_SCOPE]->(s:Scope)
MATCH (p:IntendedPurpose)-[:IN_SCOPE]->(t:Scope)
WHERE p.state = 'in_force' AND (t.id = s.id OR t.id = '*' OR s.id = '*')
WITH DISTINCT c, p
OPTIONAL MATCH (p)-[:HAS_ELEMENT]->(x:IntendedUseElement)
WHERE x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
  AND (x.included IS NULL OR x.included = true)
WITH c, p, count(x) AS lay
RETURN c.key AS conclusion, p.key AS purpose, CASE WHEN lay > 0 THEN p.n12_lay_review
  ELSE p.n12_review END AS review
ORDER BY conclusion, purpose
