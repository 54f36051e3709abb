// One page of items with everything stored on them, in the order of their keys.
// params: after size
// returns: key, properties
MATCH (i:Item)
WHERE i.key > $after
RETURN i.key AS key, properties(i) AS properties
ORDER BY key
LIMIT $size
