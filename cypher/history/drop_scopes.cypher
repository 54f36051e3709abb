// Take the scopes of items out that are taken out. Only ever in a transaction that is rolled back.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (s:Scope {id: wanted})
DETACH DELETE s
