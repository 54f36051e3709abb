// Included elements of the intended purpose that no counting use for the clinical validation covers,
// where that use bears on something in force. A blocker for indications and target populations, else
// major. A use counts when it supports, when it, its evidence and an appraisal of that are in force
// and not past their dates, when the evidence is not retracted, and when the appraisal finds it
// valid, with limits or without, for the aspect needed and no appraisal in force finds it not valid
// for that.
// title: Intended-use element not covered
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, A10 (11 to 16) and 10.2b
// remedy: Add evidence that covers the element, or restrict the intended purpose.
// needs: IntendedUseElement
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
WHERE sc.id IN $scopes AND x.state = 'in_force'
  AND (x.included IS NULL OR x.included = true)
  AND x.kind IN ['indication', 'condition_severity_stage', 'target_population', 'age_range', 'intended_user', 'use_environment', 'duration_repeat', 'variant_range']
  AND NOT EXISTS {
    MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
    MATCH (u)-[:BEARS_ON]->(t:Item)
    WHERE t.state = 'in_force' AND u.pillar = 'cv' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
      AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
      AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
    WITH *
    WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
      OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
    RETURN 1 AS one
  }
WITH DISTINCT x
OPTIONAL MATCH (x)<-[:COVERS_ELEMENT]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT x, f.key AS fact
ORDER BY x.key, fact
WITH x, collect(fact) AS facts
RETURN x.key AS subject, '' AS detail, CASE WHEN x.kind IN ['indication', 'target_population'] THEN 'blocker' ELSE 'major' END AS severity, facts
ORDER BY subject, detail
