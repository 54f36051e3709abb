// The hazards, hazardous situations and risks of the devices that a conclusion concerns, of each device
// on whose total risk nobody concluded. Conclusions on risks are left out: one may rest on benefit and
// risk itself. What names no device concerns every device. Each scope is read once, however many
// conclusions ask.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
WHERE NOT EXISTS {
  MATCH (n:Scope)<-[:IN_SCOPE]-(d:Device)<-[:ABOUT]-(t:Conclusion)
  WHERE (scope = '*' OR n.id = scope OR n.id = '*') AND d.state = 'in_force' AND t.state = 'in_force'
    AND t.kind = 'overall_residual_risk'
}
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(h:Hazard)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND r.state = 'in_force'
  RETURN r.key AS item, 'risk' AS role
}
WITH conclusions, item, role
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
