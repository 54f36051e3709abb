// Information conclusions whose basis any of these items can enter or leave.
// types: Claim Hazard HazardousSituation InformationMaterial IntendedPurpose IntendedUseElement Risk
//   RiskControl SideEffect
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:STATED_IN]->(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskControl)-[:IMPLEMENTED_BY]->(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskControl)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RiskControl)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:HazardousSituation)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Hazard)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:InformationMaterial)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'information_consistent' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
