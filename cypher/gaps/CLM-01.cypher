// Claims on software as a medical device that no counting use for the valid clinical association
// supports. A claim that names no device is held against every such device; where no device is in
// force, nothing says that the claim is not on such software, and the gap is shown. A use counts
// when it supports, when it, its evidence and an appraisal of that are in force and not past their
// dates, when the evidence is not retracted, and when the appraisal finds it valid, with limits or
// without, for the aspect needed and no appraisal in force finds it not valid for that. Where the
// pillar names sets of evidence, one of them has to count whole; the sets are among the facts.
// title: Claim without valid clinical association
// severity: blocker
// reference: IMDRF N41 5.2 and 7.0; MDCG 2020-1 4.2
// remedy: Add and appraise literature, a guideline or own data that links the output to the
//   condition, or narrow the claim. Where
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
    AND NOT EXISTS { MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet) WHERE g.state = 'in_force' AND g.pillar = 'vca' }
    AND NOT EXISTS {
      MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
      WHERE u.pillar = 'vca' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
        AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
        AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      WITH *
      WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
        OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
        OR (a.validity_background IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_background = 'not_valid' })
      RETURN 1 AS one
    }
  RETURN k.key AS claim
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:SUFFICES_FOR]-(g:EvidenceSet)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND g.state = 'in_force' AND g.pillar = 'vca'
  WITH DISTINCT k, g
  OPTIONAL MATCH (g)-[:COMPRISES]->(u:EvidenceUse)
  WHERE u.pillar = 'vca' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
      AND EXISTS { MATCH (u)-[:BEARS_ON]->(b:Claim) WHERE b.key = k.key }
      AND EXISTS {
        MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
        WHERE e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
          AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
        WITH *
        WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
          OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
          OR (a.validity_background IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_background = 'not_valid' })
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
MATCH (k)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id IN $scopes
WITH DISTINCT sc, k
WITH *
WHERE EXISTS { MATCH (sc)<-[:IN_SCOPE]-(d:Device) WHERE d.state = 'in_force' AND d.is_samd = true }
  OR (sc.id <> '*' AND NOT EXISTS { MATCH (sc)<-[:IN_SCOPE]-(d:Device) WHERE d.state = 'in_force' })
  OR (sc.id = '*' AND EXISTS { MATCH (d:Device) WHERE d.state = 'in_force' AND d.is_samd = true })
  OR (sc.id = '*' AND NOT EXISTS { MATCH (d:Device) WHERE d.state = 'in_force' })
WITH DISTINCT k
CALL (k) {
  RETURN '' AS fact
  UNION
  MATCH (k)<-[:BEARS_ON]-(f:EvidenceUse)
  WHERE f.state = 'in_force' AND f.pillar = 'vca'
  RETURN f.key AS fact
  UNION
  MATCH (k)<-[:SUFFICES_FOR]-(f:EvidenceSet)
  WHERE f.state = 'in_force' AND f.pillar = 'vca'
  RETURN f.key AS fact
}
WITH DISTINCT k, fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY subject, detail
