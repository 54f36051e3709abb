// What a decision on the significance of a change ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Change)
WHERE c.kind = 'change_significance' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'change' AS role, '' AS via
  UNION
  MATCH (s)-[:AFFECTS]->(i:Item)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'affected' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE p.state = 'in_force'
  RETURN p.key AS item, 'profile' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (p:RegulatoryProfile)
  WHERE p.state = 'in_force'
  RETURN p.key AS item, 'profile' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE sc.id = '*' AND p.state = 'in_force'
  RETURN p.key AS item, 'profile' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
