// What a conclusion on benefit and risk for an indication and population ought to rest on. Claims that nobody
// concluded on speak for themselves.
// uses: left_to_claim unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:IntendedUseElement)
WHERE c.kind = 'benefit_risk' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  MATCH (s)<-[:COVERS]-(b:Benefit)
  WHERE b.state = 'in_force'
  RETURN b.key AS item, 'benefit' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(b:Benefit)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE b.state = 'in_force' AND u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(b:Benefit)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE b.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:COVERS]-(b:Benefit)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE b.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'claim_supported'
  RETURN q.key AS item, 'claim_conclusion' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)
  WHERE k.state = 'in_force' AND unconcluded(k, 'claim_supported')
  RETURN k.key AS item, 'unconcluded_claim' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
  WHERE k.state = 'in_force' AND q.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN q.key AS item, 'claim_conclusion' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE k.state = 'in_force' AND u.state = 'in_force' AND unconcluded(k, 'claim_supported')
    AND left_to_claim(k, u)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE k.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND unconcluded(k, 'claim_supported')
    AND left_to_claim(k, u)
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:COVERS]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE k.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
    AND unconcluded(k, 'claim_supported') AND left_to_claim(k, u)
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(d:Device)<-[:ABOUT]-(q:Conclusion)
  WHERE d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'overall_residual_risk'
  RETURN q.key AS item, 'overall_risk_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (d:Device)<-[:ABOUT]-(q:Conclusion)
  WHERE d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'overall_residual_risk'
  RETURN q.key AS item, 'overall_risk_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(d:Device)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'overall_residual_risk'
  RETURN q.key AS item, 'overall_risk_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(d:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'side_effect_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (d:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'side_effect_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(d:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'side_effects_acceptable'
  RETURN q.key AS item, 'side_effect_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:StateOfTheArt)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:StateOfTheArt)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:StateOfTheArt)
  WHERE sc.id = '*' AND k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
