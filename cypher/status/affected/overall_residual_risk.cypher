// Overall risk conclusions whose basis any of these items can enter or leave.
// types: Benefit Claim ComparatorDevice ComplianceRecord Conclusion Device Harm Hazard HazardousSituation
//   InformationMaterial IntendedUseElement LiteratureSearch ResidualUncertainty Risk RiskControl RiskCriteria
//   SafetySignal SideEffect StateOfTheArt UseScenario
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Benefit)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Benefit)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskCriteria)<-[:JUDGED_BY]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskCriteria)<-[:JUDGED_BY]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x)<-[:RAISES]-(:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x)<-[:RAISES]-(:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
