// Conclusions that any of these policies concerns by which evidence that expires makes stale.
// types: Policy
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})-[:IN_SCOPE]->(s:Scope)
WHERE x.type = 'Policy' AND x.state = 'in_force' AND x.expired_evidence_is_stale = true
WITH DISTINCT s.id AS within
CALL (within) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(t:Item)<-[:ABOUT]-(c:Conclusion)
  WHERE s.id = within OR s.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(c:Conclusion)
  WHERE s.id = within OR s.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (c:Conclusion)
  WHERE within = '*'
  RETURN c.key AS conclusion
}
WITH conclusion
WHERE conclusion IS NOT NULL
RETURN DISTINCT conclusion
ORDER BY conclusion
