// Claims in force in some scopes, in the order of their keys.
// params: scopes
// returns: key, title, statement
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
RETURN DISTINCT k.key AS key, k.title AS title, k.statement AS statement
ORDER BY key
