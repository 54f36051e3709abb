// Side-effect conclusions whose basis any of these items can enter or leave.
// types: Appraisal Device Evidence EvidenceUse SideEffect StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SideEffect)-[:FOR_DEVICE]->(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:SideEffect)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:FOR_DEVICE]->(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)-[:FOR_DEVICE]->(:Item)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:SideEffect)
    -[:FOR_DEVICE]->(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:SideEffect)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:SideEffect)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(:SideEffect)-[:FOR_DEVICE]->(:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'side_effects_acceptable'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
