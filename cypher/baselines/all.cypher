// All baselines, in the order in which they were made.
// params:
// returns: key, properties
MATCH (b:Baseline)
RETURN b.key AS key, properties(b) AS properties
ORDER BY b.revision, key
