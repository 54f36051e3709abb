// Set the head to an earlier revision. Only ever in a transaction that is rolled back.
// params: revision last_hash
// returns:
MATCH (h:Head {id: 'head'})
SET h.revision = $revision, h.last_hash = $last_hash
