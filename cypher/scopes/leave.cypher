// Take items out of all scopes.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r:IN_SCOPE]->(:Scope)
DETACH DELETE r
