// For rules that do not look at the device: the uses of evidence in force of the asked scopes, as `use`:
// by what they bear on, by their evidence, by themselves, or by none of these.
MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE sc.id IN $scopes AND u.state = 'in_force'
RETURN u.key AS use
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)<-[:USES]-(u:EvidenceUse)
WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force'
RETURN u.key AS use
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force'
RETURN u.key AS use
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
WHERE sc.id IN $scopes AND u.state = 'in_force'
  AND NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
RETURN u.key AS use
