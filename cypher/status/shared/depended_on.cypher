// The elements of the intended use for which a control has to work: all of the kinds of which it depends on
// one, and, of a control that works by what people are told, the intended users. What names no device
// concerns every device.
// uses: tells_people
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:RiskControl)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT c, s, sc
MATCH (o:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
WHERE (sc.id = '*' OR o.id = sc.id OR o.id = '*') AND e.state = 'in_force'
WITH DISTINCT c, s, e
WITH c.key AS conclusion, e.key AS item, CASE
  WHEN EXISTS {
    MATCH (s)-[:DEPENDS_ON]->(x:IntendedUseElement)
    WHERE x.state = 'in_force' AND x.kind = e.kind
  } THEN 'element'
  WHEN e.kind = 'intended_user' AND tells_people(s) THEN 'user'
  ELSE '' END AS role
WHERE role <> ''
RETURN DISTINCT conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
