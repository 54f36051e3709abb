// Equivalence conclusions whose basis any of these items can enter or leave.
// types: Appraisal CharacteristicComparison ComparatorDevice Conclusion DeviceVersion Evidence
//   EvidenceUse IntendedUseElement RegulatoryProfile
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:CharacteristicComparison)-[:COMPARES]->(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:COMPARES_ELEMENT]-(:CharacteristicComparison)
    -[:COMPARES]->(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:CharacteristicComparison)-[:COMPARES]->(:ComparatorDevice)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:CharacteristicComparison)
    -[:COMPARES]->(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)
    -[:BEARS_ON]->(:CharacteristicComparison)-[:COMPARES]->(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)<-[:FOR_DEVICE]-(:ComparatorDevice)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'equivalence'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
