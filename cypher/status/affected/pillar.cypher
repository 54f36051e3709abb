// Pillar conclusions whose basis any of these items can enter or leave.
// types: Appraisal CharacteristicComparison Claim ComparatorDevice Conclusion DeviceVersion Evidence EvidenceSet EvidenceUse IntendedPurpose IntendedUseElement SafetySignal StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:COVERS]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceSet)-[:SUFFICES_FOR]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)<-[:COMPRISES]-(:EvidenceSet)-[:SUFFICES_FOR]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)<-[:COMPRISES]-(:EvidenceSet)-[:SUFFICES_FOR]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)<-[:COMPRISES]-(:EvidenceSet)-[:SUFFICES_FOR]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:ComparatorDevice)<-[:GENERATED_WITH|COMPARES]-(:Item)<-[:USES|BEARS_ON]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:ComparatorDevice)<-[:GENERATED_WITH|COMPARES]-(:Item)<-[:USES|BEARS_ON]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)<-[:FOR_DEVICE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedPurpose)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:CharacteristicComparison)-[:COMPARES]->(:ComparatorDevice)<-[:GENERATED_WITH|COMPARES]-(:Item)<-[:USES|BEARS_ON]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:CharacteristicComparison)<-[:BEARS_ON]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SafetySignal)-[:RAISES]->(:ComparatorDevice)<-[:GENERATED_WITH|COMPARES]-(:Item)<-[:USES|BEARS_ON]-(:EvidenceUse)-[:BEARS_ON]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
