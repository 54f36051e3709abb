// Bring back what was recorded around versions at a revision. Only ever in a transaction that is rolled back.
// params: at
// returns:
MATCH (p:PastVersion)
WHERE p.since <= $at AND p.until > $at
MATCH (v:Version {id: p.id})
WITH p, v, v.content AS content
SET v = properties(p)
SET v.content = content, v.until = null
