// The variants in force that are an end of their range, with the scopes that they are in.
// params:
// returns: variant, scope, extreme, title
MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Variant)
WHERE v.state = 'in_force' AND v.extreme IN ['min', 'max']
RETURN v.key AS variant, sc.id AS scope, v.extreme AS extreme, v.title AS title
ORDER BY variant, scope
