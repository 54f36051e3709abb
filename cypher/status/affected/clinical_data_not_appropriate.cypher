// Conclusions on inappropriate clinical data whose basis any of these items can enter or leave.
// types: Claim Conclusion Device Evidence IntendedUseElement RegulatoryProfile
//   Requirement Risk
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Device)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Claim)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Risk)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'clinical_data_not_appropriate' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
