// Versions by their ids.
// params: ids
// returns: id, properties
UNWIND $ids AS wanted
MATCH (v:Version {id: wanted})
RETURN v.id AS id, properties(v) AS properties
ORDER BY id
