// These items wait for nothing any more.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[w:AWAITS]->(:Missing)
DETACH DELETE w
