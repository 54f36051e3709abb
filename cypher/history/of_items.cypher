// What was kept of items before they were changed.
// params: keys
// returns: key, since, properties
UNWIND $keys AS wanted
MATCH (p:PastItem {key: wanted})
RETURN p.key AS key, p.since AS since, properties(p) AS properties
ORDER BY key, since
