// Baselines by their names.
// params: names
// returns: key, properties
UNWIND $names AS wanted
MATCH (b:Baseline {name: wanted})
RETURN b.key AS key, properties(b) AS properties
ORDER BY key
