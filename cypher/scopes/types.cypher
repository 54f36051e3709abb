// The types of the items in some scopes.
// params: scopes
// returns: type
MATCH (s:Scope)<-[:IN_SCOPE]-(i:Item)
WHERE s.id IN $scopes
RETURN DISTINCT i.type AS type
ORDER BY type
