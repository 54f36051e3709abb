// Believe nothing any more of what rules found, whatever is stored of it.
// params:
// returns:
MATCH (m:FoundMark)
DETACH DELETE m
