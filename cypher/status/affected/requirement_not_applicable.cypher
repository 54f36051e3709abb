// Not-applicable conclusions whose basis any of these items can enter or leave.
// types: Appraisal ComplianceRecord Device DeviceVersion Evidence EvidenceUse IntendedUseElement Requirement
//   Variant
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)<-[:FOR_DEVICE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)<-[:FOR_DEVICE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Variant)<-[:FOR_DEVICE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ComplianceRecord)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'requirement_not_applicable'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
