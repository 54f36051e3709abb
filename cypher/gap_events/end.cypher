// Where the history of gaps ends: how many events it has, and the hash of the last one.
// params:
// returns: count, last_hash
MATCH (h:GapHistory {id: 'gaps'})
RETURN h.count AS count, h.last_hash AS last_hash
ORDER BY last_hash
