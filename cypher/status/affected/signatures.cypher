// Conclusions that any of these people signed, or that rest on what they appraised.
// types: Person
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (c:Conclusion)
  WHERE c.signers IS NOT NULL
  WITH x, c
  UNWIND c.signers AS signer
  WITH x, c, signer
  WHERE signer = x.key
  RETURN c.key AS conclusion
  UNION
  MATCH (a:Appraisal)<-[:RESTS_ON]-(c:Conclusion)
  WHERE a.appraiser = x.key
  RETURN c.key AS conclusion
}
WITH conclusion
WHERE conclusion IS NOT NULL
RETURN DISTINCT conclusion
ORDER BY conclusion
