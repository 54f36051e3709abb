// Make scopes; those that exist stay as they are.
// params: ids
// returns:
UNWIND $ids AS wanted
MERGE (s:Scope {id: wanted})
