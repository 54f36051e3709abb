// Conclusions that any of these people signed.
// types: Person
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
MATCH (c:Conclusion)
WHERE c.signers IS NOT NULL
WITH x, c
UNWIND c.signers AS signer
WITH x, c, signer
WHERE signer = x.key
RETURN DISTINCT c.key AS conclusion
ORDER BY conclusion
