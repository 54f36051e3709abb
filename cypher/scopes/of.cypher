// The scopes that items are in.
// params: keys
// returns: key, scope
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[:IN_SCOPE]->(s:Scope)
RETURN i.key AS key, s.id AS scope
ORDER BY key, scope
