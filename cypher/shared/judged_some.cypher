// As `judged`, of the items of `$subjects` alone: the text that asks a rule for some items has it in the
// place of `judged`.
// takes: judged_item Kind
// binds: subject_asked subjects_asked seen_from
WITH $subjects AS subjects_asked
UNWIND subjects_asked AS subject_asked
MATCH (judged_item:Item {key: subject_asked})
MATCH (judged_item:Kind)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes AND judged_item.state = 'in_force'
WITH judged_item, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
UNWIND seen_from AS device
