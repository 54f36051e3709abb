// The uses in force on claims for a pillar, each with its evidence, and whether it counts on a day: as seen
// from a device, or, for the device of no name, whatever the device.
// uses: about_performance about_safety clinical_kind clinical_origin counts counts_for of_telling_kind unfit
// params: keys today device
// returns: claim, use, pillar, performance, safety, role, weight, direction, valid_until, elements, mins,
//   maxs,
//   evidence, title, kind, state, evidence_until, retracted, rejected, favourable, telling, clinical,
//   unfit, counts
UNWIND $keys AS wanted
MATCH (k:Item {key: wanted})<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.state = 'in_force' AND u.pillar IN ['vca', 'av', 'cv']
OPTIONAL MATCH (u)-[:USES]->(e:Evidence)
RETURN k.key AS claim, u.key AS use, u.pillar AS pillar,
  CASE WHEN about_performance(u, k) THEN true ELSE false END AS performance,
  CASE WHEN about_safety(u, k) THEN true ELSE false END AS safety,
  u.role AS role, u.weight AS weight, u.direction AS direction, u.valid_until AS valid_until,
  u.studied_elements AS elements, u.studied_mins AS mins, u.studied_maxs AS maxs,
  e.key AS evidence, e.title AS title, e.kind AS kind, e.state AS state, e.valid_until AS evidence_until,
  CASE WHEN e.notice = 'retracted' THEN true ELSE false END AS retracted,
  e.rejected AS rejected, e.favourable AS favourable,
  CASE WHEN EXISTS { MATCH (u)-[:USES]->(f:Evidence) WHERE of_telling_kind(u, f) } THEN true
    ELSE false END AS telling,
  CASE WHEN EXISTS {
      MATCH (u)-[:USES]->(f:Evidence)
      WITH *
      WHERE clinical_kind(u, f, k) AND clinical_origin(u, f)
      RETURN 1 AS one
    } THEN true ELSE false END AS clinical,
  CASE WHEN EXISTS {
      MATCH (u)-[:USES]->(f:Evidence)<-[:APPRAISES]-(a:Appraisal)
      WHERE a.state = 'in_force' AND unfit(a)
    } THEN true ELSE false END AS unfit,
  CASE
    WHEN $device = '' AND (counts(u, k)) THEN true
    WHEN $device <> '' AND (counts_for(u, k, $device)) THEN true
    ELSE false END AS counts
ORDER BY claim, use, evidence
