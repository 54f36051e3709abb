// Conclusions that any of these people signed.
// types: Person
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
MATCH (c:Conclusion)
WHERE c.signings IS NOT NULL
WITH x, c
UNWIND c.signings AS signing
WITH x, c, signing
WHERE substring(signing, 11) = x.key
RETURN DISTINCT c.key AS conclusion
ORDER BY conclusion
