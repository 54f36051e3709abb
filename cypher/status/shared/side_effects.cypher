// The side-effects of the devices that a conclusion concerns: that they are there, and what they say while
// nobody concluded on them. What names no device concerns every device. Each scope is read once, however
// many conclusions ask.
// uses: not_yet_accepted
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force'
  RETURN f.key AS item, 'side_effect_listed' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force'
  WITH f, CASE WHEN scope = '*' THEN o.id ELSE scope END AS device
  WITH *
  WHERE not_yet_accepted(f, device)
  RETURN f.key AS item, 'side_effect' AS role
}
WITH conclusions, item, role
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
