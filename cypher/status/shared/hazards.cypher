// The hazards, hazardous situations and risks of the devices that a conclusion concerns, of each device on
// whose total risk nobody concluded: for benefit and risk; for a requirement of safety where nobody
// weighed them either; for the evaluation where nobody concluded on such a requirement. Conclusions on
// risks may rest on benefit and risk, and are not taken. What names no device concerns every device. Each
// scope is read once, however many conclusions ask.
// uses: unweighed
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE c.kind <> 'requirement_met' OR EXISTS {
  MATCH (s)-[:SATISFIES]->(:Requirement {clinical_topic_safety: true})
}
WITH DISTINCT sc.id AS scope, c.kind AS kind, c.key AS conclusion
ORDER BY scope, kind, conclusion
WITH scope, kind, collect(conclusion) AS conclusions
WHERE kind <> 'cer_overall' OR NOT EXISTS {
  MATCH (m:Scope)<-[:IN_SCOPE]-(a:ComplianceRecord)<-[:ABOUT]-(met:Conclusion)
  MATCH (a)-[:SATISFIES]->(:Requirement {clinical_topic_safety: true})
  WHERE (scope = '*' OR m.id = scope OR m.id = '*') AND a.state = 'in_force' AND met.state = 'in_force'
    AND met.kind = 'requirement_met'
}
WITH *
WHERE kind = 'benefit_risk' OR unweighed(scope)
WITH *
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
