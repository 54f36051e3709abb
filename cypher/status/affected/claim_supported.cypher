// Conclusions that a claim is supported whose basis any of these items can enter or leave.
// types: Claim Conclusion InformationMaterial PmcfActivity
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'claim_supported'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'claim_supported'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:InformationMaterial)<-[:STATED_IN]-(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'claim_supported'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmcfActivity)-[:ADDRESSES]->(:Claim)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'claim_supported'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
