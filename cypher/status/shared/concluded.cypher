// What is concluded on the claims, side-effects and total risk of the devices that a conclusion concerns,
// of each device for which nobody concluded on a requirement of the clinical evaluation; on a pillar where
// nobody concluded whether the claim is supported. The claims themselves are listed: an evaluation
// concludes on all that is claimed. What names no device concerns every device. Each scope is read once,
// however many conclusions ask.
// uses: unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
WHERE NOT EXISTS {
  MATCH (n:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(t:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE (scope = '*' OR n.id = scope OR n.id = '*') AND r.state = 'in_force' AND t.state = 'in_force'
    AND t.kind = 'requirement_met'
}
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['claim_supported', 'overall_residual_risk', 'side_effects_acceptable']
  RETURN q.key AS item, 'feeding_conclusion' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND k.state = 'in_force'
  RETURN k.key AS item, 'evaluated_claim' AS role
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND k.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND unconcluded(k, 'claim_supported')
  RETURN q.key AS item, 'feeding_conclusion' AS role
}
WITH conclusions, item, role
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
