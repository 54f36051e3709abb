// The data on claims of the devices that a conclusion concerns, of each claim on which nobody concluded, that
// no conclusion on a pillar takes up: for a requirement of performance, and for the evaluation where nobody
// concluded on one. What names no device concerns every device. Each scope is read once, however many
// conclusions ask.
// uses: left_to_claim unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE c.kind <> 'requirement_met' OR EXISTS {
  MATCH (s)-[:SATISFIES]->(:Requirement {clinical_topic_performance: true})
}
WITH DISTINCT sc.id AS scope, c.kind AS kind, c.key AS conclusion
ORDER BY scope, kind, conclusion
WITH scope, kind, collect(conclusion) AS conclusions
WHERE kind <> 'cer_overall' OR NOT EXISTS {
  MATCH (m:Scope)<-[:IN_SCOPE]-(a:ComplianceRecord)<-[:ABOUT]-(met:Conclusion)
  MATCH (a)-[:SATISFIES]->(:Requirement {clinical_topic_performance: true})
  WHERE (scope = '*' OR m.id = scope OR m.id = '*') AND a.state = 'in_force' AND met.state = 'in_force'
    AND met.kind = 'requirement_met'
}
CALL (scope) {
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND k.state = 'in_force' AND u.state = 'in_force'
    AND unconcluded(k, 'claim_supported') AND left_to_claim(k, u)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(d:Evidence)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND k.state = 'in_force' AND u.state = 'in_force'
    AND d.state = 'in_force' AND unconcluded(k, 'claim_supported') AND left_to_claim(k, u)
  RETURN d.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(d:Evidence)
    <-[:APPRAISES]-(j:Appraisal)
  WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND k.state = 'in_force' AND u.state = 'in_force'
    AND d.state = 'in_force' AND j.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND left_to_claim(k, u)
  RETURN j.key AS item, 'appraisal' AS role, u.key AS via
}
WITH conclusions, item, role, via
WHERE item IS NOT NULL
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role, via
RETURN conclusion, item, role, via
ORDER BY conclusion, item, role, via
