// Drop the pins of conclusions that are signed anew; the version keeps its own record of them.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[r:RESTS_ON]->(:Item)
DETACH DELETE r
