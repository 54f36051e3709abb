// What a conclusion that a requirement is met ought to rest on.
// uses: unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:ComplianceRecord)
WHERE c.kind = 'requirement_met' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'record' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.state = 'in_force'
  RETURN r.key AS item, 'requirement' AS role, '' AS via
  UNION
  MATCH (s)-[:APPLIES_STANDARD]->(n:Standard)
  WHERE n.state = 'in_force'
  RETURN n.key AS item, 'standard' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_safety = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'overall_residual_risk', 'information_consistent']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_safety = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'overall_residual_risk', 'information_consistent']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_safety = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'overall_residual_risk', 'information_consistent']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'claim_supported'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'claim_supported'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND k.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'claim_supported'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE k.state = 'in_force' AND unconcluded(k, 'claim_supported')
  RETURN k.key AS item, 'unconcluded_claim' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:Claim)
  WHERE k.state = 'in_force' AND unconcluded(k, 'claim_supported')
  RETURN k.key AS item, 'unconcluded_claim' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*' AND k.state = 'in_force' AND unconcluded(k, 'claim_supported')
  RETURN k.key AS item, 'unconcluded_claim' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND k.state = 'in_force' AND q.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'claim_listed' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:Claim)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'claim_listed' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_performance = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*' AND k.state = 'in_force'
  RETURN k.key AS item, 'claim_listed' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_side_effects = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_side_effects = true
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.clinical_topic_side_effects = true
  MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND i.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'device' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'device' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
