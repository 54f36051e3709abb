// As `conclusions_judged`, of the conclusions of `$subjects` alone. Each pattern begins at the conclusion:
// the embedded database walks a pattern from its first node, whatever is bound.
// uses: not_ended
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (q:Item {key: subject_asked})
MATCH (q:Conclusion)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND sc.id <> '*' AND q.state = 'in_force' AND not_ended(q)
RETURN q.key AS concluded, sc.id AS device
UNION
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (q:Item {key: subject_asked})
MATCH (q:Conclusion)-[:IN_SCOPE]->(o:Scope)
MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND o.id = '*' AND q.state = 'in_force' AND not_ended(q)
WITH q, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
UNWIND seen_from AS device
RETURN q.key AS concluded, device
UNION
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (q:Item {key: subject_asked})
MATCH (q:Conclusion)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id = '*' AND q.state = 'in_force' AND not_ended(q)
  AND NOT EXISTS { MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
WITH q, $devices AS seen_from
UNWIND seen_from AS device
RETURN q.key AS concluded, device
