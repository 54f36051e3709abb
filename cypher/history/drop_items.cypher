// Take items out, with all that leads to them. Only ever in a transaction that is rolled back.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})
DETACH DELETE i
