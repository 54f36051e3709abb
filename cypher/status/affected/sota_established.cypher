// State-of-the-art conclusions whose basis any of these items can enter or leave.
// types: Appraisal Evidence EvidenceUse LiteratureSearch Standard StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Standard)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:StateOfTheArt)
    <-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:LiteratureSearch)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:StateOfTheArt)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'sota_established' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
