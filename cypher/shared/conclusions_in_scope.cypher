// For rules that do not look at the device: the conclusions in force of the asked scopes, as `concluded`:
// by what they are about, by themselves, or by neither. One that is about nothing that is left has ended with
// it.
// uses: not_ended
MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:ABOUT]-(q:Conclusion)
WHERE sc.id IN $scopes AND q.state = 'in_force' AND not_ended(q)
RETURN q.key AS concluded
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
WHERE sc.id IN $scopes AND sc.id <> '*' AND q.state = 'in_force' AND not_ended(q)
RETURN q.key AS concluded
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
WHERE sc.id IN $scopes AND q.state = 'in_force' AND not_ended(q)
  AND NOT EXISTS { MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
RETURN q.key AS concluded
