// One page of the first sightings of gaps as they are stored, in the order of their ids.
// params: after size
// returns: id, properties
MATCH (s:GapSeen)
WHERE s.id > $after
RETURN s.id AS id, properties(s) AS properties
ORDER BY id
LIMIT $size
