// Say where the history of gaps ends.
// params: count last_hash
// returns:
MERGE (h:GapHistory {id: 'gaps'})
SET h.count = $count, h.last_hash = $last_hash
