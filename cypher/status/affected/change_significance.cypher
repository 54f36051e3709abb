// Significance decisions whose basis any of these items can enter or leave.
// types: *
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Change)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'change_significance'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(:Change)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'change_significance'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(:Change)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'change_significance' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Change)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'change_significance' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x)<-[:AFFECTS]-(:Change)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'change_significance'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
