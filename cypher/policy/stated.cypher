// Policies and regulatory profiles in force, each once for every scope that it is in.
// params:
// returns: scope, type, key, properties
CALL () {
  MATCH (p:Policy)
  WHERE p.state = 'in_force'
  RETURN p.key AS found
  UNION
  MATCH (p:RegulatoryProfile)
  WHERE p.state = 'in_force'
  RETURN p.key AS found
}
WITH found
WHERE found IS NOT NULL
MATCH (p:Item {key: found})-[:IN_SCOPE]->(s:Scope)
RETURN s.id AS scope, p.type AS type, p.key AS key, properties(p) AS properties
ORDER BY scope, key
