// Overall conclusions of evaluations whose basis any of these items can enter or leave.
// types: Appraisal Claim ComplianceRecord Conclusion Device Evaluation Evidence EvidenceUse Hazard
//   HazardousSituation InformationMaterial IntendedPurpose IntendedUseElement PmsReport RegulatoryProfile
//   Requirement Risk SideEffect StateOfTheArt Variant
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
