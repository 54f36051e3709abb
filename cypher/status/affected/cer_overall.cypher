// Overall conclusions of evaluations whose basis any of these items can enter or leave.
// types: ComplianceRecord Conclusion Device Evaluation InformationMaterial IntendedUseElement Requirement
//   StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Item)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Requirement)<-[:SATISFIES]-(:ComplianceRecord)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:IntendedUseElement)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Device)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:ComplianceRecord)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:ComplianceRecord)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Evaluation)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'cer_overall' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
