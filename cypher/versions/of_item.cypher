// All versions of an item, oldest first.
// params: key
// returns: id, properties
MATCH (v:Version {key: $key})
RETURN v.id AS id, properties(v) AS properties
ORDER BY v.no
