// Control conclusions whose basis any of these items can enter or leave.
// types: Appraisal Conclusion DesignItem DeviceVersion Evidence EvidenceUse InformationMaterial
//   IntendedUseElement RiskControl
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DesignItem)<-[:IMPLEMENTED_BY]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DesignItem)-[:IMPLEMENTS]->(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)<-[:IMPLEMENTED_BY]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:RiskControl)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)<-[:DEPENDS_ON]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)<-[:FOR_DEVICE]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:RiskControl)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:DesignItem)<-[:IMPLEMENTED_BY]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:DesignItem)<-[:IMPLEMENTED_BY]-(:RiskControl)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:DesignItem)
    <-[:IMPLEMENTED_BY]-(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:DesignItem)-[:IMPLEMENTS]->(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:DesignItem)-[:IMPLEMENTS]->(:RiskControl)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:DesignItem)
    -[:IMPLEMENTS]->(:RiskControl)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'control_effective'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
