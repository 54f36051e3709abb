// Remember the hash of the newest audit entry.
// params: last_hash
// returns:
MATCH (h:Head {id: 'head'})
SET h.last_hash = $last_hash
