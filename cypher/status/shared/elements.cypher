// The elements of the intended use of the devices that a conclusion concerns. What names no device concerns
// every device. Each scope is read once, however many conclusions ask.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
MATCH (o:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND e.state = 'in_force'
WITH DISTINCT conclusions, e.key AS item
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item
RETURN conclusion, item, 'element' AS role, '' AS via
ORDER BY conclusion, item
