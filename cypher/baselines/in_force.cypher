// What is in force in some scopes, with its version.
// params: scopes
// returns: key, type, version, content_hash
MATCH (s:Scope)<-[:IN_SCOPE]-(i:Item)
WHERE s.id IN $scopes AND i.state = 'in_force' AND i.type <> 'Baseline'
RETURN DISTINCT i.key AS key, i.type AS type, i.effective_no AS version, i.content_hash AS content_hash
ORDER BY key
