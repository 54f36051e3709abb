// The conclusions in force as `concluded`, each with every device that it concerns as `device`: those that
// it names; where it names none, those of what it is about; else every device. One that is about nothing
// that is left has ended with it.
// uses: not_ended
MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
WHERE sc.id IN $scopes AND sc.id <> '*' AND q.state = 'in_force' AND not_ended(q)
RETURN q.key AS concluded, sc.id AS device
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:ABOUT]-(q:Conclusion)-[:IN_SCOPE]->(o:Scope)
WHERE sc.id IN $scopes AND o.id = '*' AND q.state = 'in_force' AND not_ended(q)
WITH q, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
UNWIND seen_from AS device
RETURN q.key AS concluded, device
UNION
MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
WHERE sc.id = '*' AND q.state = 'in_force' AND not_ended(q)
  AND NOT EXISTS { MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
WITH q, $devices AS seen_from
UNWIND seen_from AS device
RETURN q.key AS concluded, device
