// How many items there are of each type and state.
// params:
// returns: type, state, count
MATCH (i:Item)
RETURN i.type AS type, i.state AS state, count(i) AS count
ORDER BY type, state
