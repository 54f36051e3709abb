// The uses in force on claims for a pillar, whether they count or not, each with its evidence.
// params: keys
// returns: claim, use, pillar, aspect, role, weight, direction, valid_until,
//   elements, mins, maxs, evidence, title, kind, state, evidence_until, retracted
UNWIND $keys AS wanted
MATCH (k:Item {key: wanted})<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.state = 'in_force' AND u.pillar IN ['vca', 'av', 'cv']
OPTIONAL MATCH (u)-[:USES]->(e:Evidence)
RETURN k.key AS claim, u.key AS use, u.pillar AS pillar, u.aspect AS aspect, u.role AS role,
  u.weight AS weight, u.direction AS direction,
  u.valid_until AS valid_until, u.studied_elements AS elements, u.studied_mins AS mins,
    u.studied_maxs AS maxs,
  e.key AS evidence, e.title AS title, e.kind AS kind, e.state AS state, e.valid_until AS evidence_until,
  e.retracted AS retracted
ORDER BY claim, use, evidence
