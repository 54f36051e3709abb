// Risk conclusions whose basis any of these items can enter or leave.
// types: Appraisal Conclusion Evidence EvidenceUse Harm Hazard HazardousSituation Risk RiskControl
//   RiskCriteria StateOfTheArt UseScenario
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)<-[:INTRODUCES]-(:RiskControl)-[:CONTROLS]->(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Harm)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)<-[:ARISES_FROM]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)<-[:INTRODUCES]-(:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Hazard)<-[:ARISES_FROM]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Hazard)<-[:ARISES_FROM]-(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Hazard)
    <-[:ARISES_FROM]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)
    -[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:RiskCriteria)<-[:JUDGED_BY]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskCriteria)<-[:JUDGED_BY]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:UseScenario)<-[:TRIGGERED_IN]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:UseScenario)<-[:TRIGGERED_IN]-(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:UseScenario)
    <-[:TRIGGERED_IN]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:UseScenario)
    <-[:TRIGGERED_IN]-(:HazardousSituation)<-[:ESTIMATES]-(:Risk)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'risk_acceptable'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
