// All scopes there are.
// params:
// returns: key
MATCH (s:Scope)
RETURN s.id AS key
ORDER BY key
