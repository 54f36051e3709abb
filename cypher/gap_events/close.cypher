// Keep gaps as open no more.
// params: ids
// returns:
UNWIND $ids AS wanted
MATCH (o:OpenGap {gap: wanted})
DETACH DELETE o
