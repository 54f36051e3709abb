// Benefit-risk conclusions whose basis any of these items can enter or leave.
// types: Appraisal Benefit Claim Conclusion Device Evidence EvidenceUse Hazard HazardousSituation
//   IntendedUseElement PmsReport Risk SideEffect StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Benefit)-[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Claim)-[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND x.type IN ['Hazard', 'HazardousSituation', 'Risk']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*' AND x.type IN ['Hazard', 'HazardousSituation', 'Risk']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    -[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Claim)-[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)-[:COVERS]->(:IntendedUseElement)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)
    -[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Benefit)-[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Benefit)-[:COVERS]->(:IntendedUseElement)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Benefit)
    -[:COVERS]->(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:IntendedUseElement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'benefit_risk' AND sc.id = '*' AND t.type = 'SideEffect'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
