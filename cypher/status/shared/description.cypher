// How the devices that a conclusion concerns are described: their intended purposes, their variants, and the
// profiles that hold their class. What names no device concerns every device. Each scope is read once,
// however many conclusions ask.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND p.state = 'in_force'
  RETURN p.key AS item, 'intended_purpose' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(v:Variant)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND v.state = 'in_force'
  RETURN v.key AS item, 'variant' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(r:RegulatoryProfile)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND r.state = 'in_force'
  RETURN r.key AS item, 'profile' AS role
}
WITH conclusions, item, role
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
