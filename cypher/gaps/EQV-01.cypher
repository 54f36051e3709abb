// Claims whose clinical validation counts on an equivalent device and on no data of the device
// itself; data of benchmark or other devices do not help. Use and evidence are asked for the device,
// and either one makes it equivalence. A use counts when it supports, when it, its evidence and an
// appraisal of that are in force and not past their dates, when the evidence is not retracted, and
// when the appraisal finds it valid, with limits or without, for the aspect needed and no appraisal
// in force finds it not valid for that. Uses that appraisals dispute are found all the same, and
// answer nothing.
// title: Support by equivalence only
// severity: major
// reference: MEDDEV 2.7/1 rev. 4 A1; MEDDEV 2.12/2 rev. 2, 5; MDCG 2020-6 appendix III
// remedy: Gather data of the device itself, and plan post-market clinical follow-up.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
  AND NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
    WHERE u.pillar = 'cv' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
      AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
      AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      AND coalesce(u.device_basis, e.device_basis, 'device_under_evaluation') = 'device_under_evaluation' AND coalesce(e.device_basis, '') <> 'equivalent_device' AND coalesce(e.kind, '') <> 'equivalent_device_data'
    WITH *
    WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
      OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
    RETURN 1 AS one
  }
WITH DISTINCT k
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
WHERE u.pillar = 'cv' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
  AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
  AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
  AND ((coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits']) OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits']))
  AND (u.device_basis = 'equivalent_device' OR e.device_basis = 'equivalent_device' OR e.kind = 'equivalent_device_data')
WITH DISTINCT k, u.key AS fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
