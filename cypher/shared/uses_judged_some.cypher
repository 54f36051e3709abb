// As `uses_judged`, of the uses of `$subjects` alone.
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (u:Item {key: subject_asked})
MATCH (u:EvidenceUse)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force'
RETURN u.key AS use, sc.id AS device
UNION
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (u:Item {key: subject_asked})
MATCH (u:EvidenceUse)-[:IN_SCOPE]->(o:Scope)
MATCH (u)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND o.id = '*' AND u.state = 'in_force'
WITH u, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
UNWIND seen_from AS device
RETURN u.key AS use, device
UNION
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (u:Item {key: subject_asked})
MATCH (u:EvidenceUse)-[:IN_SCOPE]->(o:Scope)
MATCH (u)-[:USES]->(e:Evidence)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND sc.id <> '*' AND o.id = '*' AND u.state = 'in_force'
RETURN u.key AS use, sc.id AS device
UNION
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (u:Item {key: subject_asked})
MATCH (u:EvidenceUse)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id = '*' AND u.state = 'in_force'
  AND NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
  AND NOT EXISTS { MATCH (u)-[:USES]->(e:Evidence)-[:IN_SCOPE]->(o:Scope) WHERE o.id <> '*' }
WITH u, $devices AS seen_from
UNWIND seen_from AS device
RETURN u.key AS use, device
