// Requirement conclusions whose basis any of these items can enter or leave.
// types: Appraisal Claim ComplianceRecord Conclusion Device Evidence EvidenceUse Hazard HazardousSituation
//   InformationMaterial IntendedUseElement Requirement Risk SideEffect Standard
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Standard)<-[:APPLIES_STANDARD]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Requirement {clinical_evaluation_topic: true})<-[:SATISFIES]-(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Requirement {clinical_evaluation_topic: true})<-[:SATISFIES]-(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Requirement {clinical_evaluation_topic: true})<-[:SATISFIES]-(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Requirement {clinical_evaluation_topic: true})<-[:SATISFIES]-(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Requirement {clinical_evaluation_topic: true})<-[:SATISFIES]-(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  MATCH (r)-[:SATISFIES]->(:Requirement {clinical_evaluation_topic: true})
  WHERE c.kind = 'requirement_met' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(t:Item)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*' AND t.type IN ['Claim', 'SideEffect']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(:Scope)
    <-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND x.type IN ['Hazard', 'HazardousSituation', 'Risk']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_met' AND sc.id = '*' AND x.type IN ['Hazard', 'HazardousSituation', 'Risk']
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
