// All properties of items.
// params: keys
// returns: key, properties
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})
RETURN i.key AS key, properties(i) AS properties
ORDER BY key
