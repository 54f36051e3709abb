// Items that were changed after a revision, as they were at it.
// params: at
// returns: key, properties
MATCH (p:PastItem)
WHERE p.since <= $at AND p.until > $at
RETURN p.key AS key, properties(p) AS properties
ORDER BY key
