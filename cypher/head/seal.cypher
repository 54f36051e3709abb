// Remember the hash of the newest audit entry, and when it was made.
// params: last_hash last_at
// returns:
MATCH (h:Head {id: 'head'})
SET h.last_hash = $last_hash, h.last_at = $last_at
