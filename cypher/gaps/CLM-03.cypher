// Claims that no counting use for the clinical validation supports. A use counts when it supports,
// when it, its evidence and an appraisal of that are in force and not past their dates, when the
// evidence is not retracted, and when the appraisal finds it valid, with limits or without, for the
// aspect needed and no appraisal in force finds it not valid for that. Where the pillar names sets
// of evidence, one of them has to count whole; the sets are among the facts.
// title: Claim without clinical validation
// severity: blocker
// reference: IMDRF N41 5.4; essential requirement 3; GSPR 1; MEDDEV 2.7/1 rev. 4 A7.3
// remedy: Link clinical data of the target population and use, plan a study, or withdraw or
//   narrow the claim. Where
//   there is none, go on collecting data, fit the intended use to what is supported, or change the
//   association or the software (IMDRF N41 7.1).
// needs: Claim
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id IN $scopes AND k.state = 'in_force'
    AND NOT EXISTS { MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet) WHERE g.state = 'in_force' AND g.pillar = 'cv' }
    AND NOT EXISTS {
      MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
      WHERE u.pillar = 'cv' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
        AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
        AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      WITH *
      WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
        OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
      RETURN 1 AS one
    }
  RETURN k.key AS claim
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:SUFFICES_FOR]-(g:EvidenceSet)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND g.state = 'in_force' AND g.pillar = 'cv'
  WITH DISTINCT k, g
  OPTIONAL MATCH (g)-[:COMPRISES]->(u:EvidenceUse)
  WHERE u.pillar = 'cv' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
      AND EXISTS { MATCH (u)-[:BEARS_ON]->(b:Claim) WHERE b.key = k.key }
      AND EXISTS {
        MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
        WHERE e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
          AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
        WITH *
        WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
          OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
        RETURN 1 AS one
      }
  WITH k, g, count(DISTINCT u.key) AS counting
  WITH k, CASE WHEN counting = g.uses_named THEN 1 ELSE 0 END AS whole
  WITH k, sum(whole) AS wholes
  WITH *
  WHERE wholes = 0
  RETURN k.key AS claim
}
WITH claim
WHERE claim IS NOT NULL
MATCH (k:Item {key: claim})
WITH k
CALL (k) {
  RETURN '' AS fact
  UNION
  MATCH (k)<-[:BEARS_ON]-(f:EvidenceUse)
  WHERE f.state = 'in_force' AND f.pillar = 'cv'
  RETURN f.key AS fact
  UNION
  MATCH (k)<-[:SUFFICES_FOR]-(f:EvidenceSet)
  WHERE f.state = 'in_force' AND f.pillar = 'cv'
  RETURN f.key AS fact
}
WITH DISTINCT k, fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY subject, detail
