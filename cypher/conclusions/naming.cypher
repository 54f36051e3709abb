// Stale conclusions whose cached reasons name any of these items; each comes as the reasons quote it.
// params: quoted
// returns: key
UNWIND $quoted AS wanted
MATCH (c:Conclusion)
WHERE c.status = 'stale' AND c.reasons CONTAINS wanted
RETURN DISTINCT c.key AS key
ORDER BY key
