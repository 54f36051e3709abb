// Overall risk conclusions whose basis any of these items can enter or leave: those on the devices that the
// item concerns, or that news concerns which is of the item, or of what is concluded with it.
// types: Appraisal Benefit Claim ComparatorDevice ComplianceRecord Conclusion Device Evidence
//   EvidenceUse Harm Hazard HazardousSituation InformationMaterial IntendedUseElement LiteratureSearch
//   PmcfActivity PmsReport ResidualUncertainty Risk RiskControl RiskCriteria SafetySignal SideEffect
//   StateOfTheArt UseScenario
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x)-[:IN_SCOPE]->(sc:Scope)
  WHERE x.type IN ['Benefit', 'Device', 'Hazard', 'HazardousSituation', 'IntendedUseElement',
    'LiteratureSearch', 'PmcfActivity', 'PmsReport', 'Risk', 'SafetySignal']
  RETURN sc.id AS scope
  UNION
  MATCH (x:RiskCriteria)<-[:JUDGED_BY]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Risk)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)
    <-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)
    -[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:RiskControl)-[:CONTROLS]->(:HazardousSituation)<-[:ESTIMATES]-(:Risk)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  WHERE t.type IN ['Device', 'Risk']
  RETURN sc.id AS scope
  UNION
  MATCH (x)<-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)<-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:Item)<-[:RAISES|ADDRESSES]-(:Item)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:CONTROLS]-(:RiskControl)
    <-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Risk)-[:ESTIMATES]->(:HazardousSituation)-[:TRIGGERED_IN]->(:UseScenario)
    <-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:Item)<-[:RAISES|ADDRESSES]-(:Item)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)<-[:CONTROLS]-(:RiskControl)
    <-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:Risk)-[:ESTIMATES]->(:HazardousSituation)-[:TRIGGERED_IN]->(:UseScenario)
    <-[:RAISES|ADDRESSES]-(:Item)-[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:HazardousSituation)<-[:CONTROLS]-(:RiskControl)<-[:RAISES|ADDRESSES]-(:Item)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
  UNION
  MATCH (x:HazardousSituation)-[:TRIGGERED_IN]->(:UseScenario)<-[:RAISES|ADDRESSES]-(:Item)
    -[:IN_SCOPE]->(sc:Scope)
  RETURN sc.id AS scope
}
WITH DISTINCT scope
WHERE scope IS NOT NULL
CALL (scope) {
  MATCH (d:Device {key: scope})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'overall_residual_risk'
  RETURN c.key AS conclusion
  UNION
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE scope = '*' AND c.kind = 'overall_residual_risk'
  RETURN c.key AS conclusion
}
WITH conclusion
WHERE conclusion IS NOT NULL
RETURN DISTINCT conclusion
ORDER BY conclusion
