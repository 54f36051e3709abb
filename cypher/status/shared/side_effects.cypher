// The side-effects of the devices that a conclusion concerns: that they are there, and, while nobody
// concluded on them, what they say and the data on them: for benefit and risk, for a requirement on
// side-effects, and for the evaluation where nobody concluded on either. What names no device concerns
// every device. Each scope is read once, however many conclusions ask.
// uses: not_yet_accepted unweighed
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE c.kind <> 'requirement_met' OR EXISTS {
  MATCH (s)-[:SATISFIES]->(:Requirement {clinical_topic_side_effects: true})
}
WITH DISTINCT sc.id AS scope, c.kind AS kind, c.key AS conclusion
ORDER BY scope, kind, conclusion
WITH scope, kind, collect(conclusion) AS conclusions
WHERE kind <> 'cer_overall' OR NOT EXISTS {
  MATCH (m:Scope)<-[:IN_SCOPE]-(a:ComplianceRecord)<-[:ABOUT]-(met:Conclusion)
  MATCH (a)-[:SATISFIES]->(:Requirement {clinical_topic_side_effects: true})
  WHERE (scope = '*' OR m.id = scope OR m.id = '*') AND a.state = 'in_force' AND met.state = 'in_force'
    AND met.kind = 'requirement_met'
}
WITH *
WHERE kind <> 'cer_overall' OR unweighed(scope)
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force'
  RETURN f.key AS item, 'side_effect_listed' AS role, '' AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force'
  WITH f, CASE WHEN scope = '*' THEN o.id ELSE scope END AS device
  WITH *
  WHERE not_yet_accepted(f, device)
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force' AND u.state = 'in_force'
  WITH f, u, CASE WHEN scope = '*' THEN o.id ELSE scope END AS device
  WITH *
  WHERE not_yet_accepted(f, device)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force' AND u.state = 'in_force'
    AND e.state = 'in_force'
  WITH f, u, e, CASE WHEN scope = '*' THEN o.id ELSE scope END AS device
  WITH *
  WHERE not_yet_accepted(f, device)
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND f.state = 'in_force' AND u.state = 'in_force'
    AND e.state = 'in_force' AND a.state = 'in_force'
  WITH f, u, e, a, CASE WHEN scope = '*' THEN o.id ELSE scope END AS device
  WITH *
  WHERE not_yet_accepted(f, device)
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
}
WITH conclusions, item, role, via
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role, via
RETURN conclusion, item, role, via
ORDER BY conclusion, item, role, via
