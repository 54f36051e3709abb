// Ends of a range (the detail: min or max) that no counting use covers: of included elements with an
// end value, and of variants marked as an end of the range. A use covers the end of an element that
// it names when it says that it studied values to there; a range that it does not state is not
// known. Elements that clinical validation has to cover (IUP-01) need it for their ends too; other
// elements and variants take any use that bears on something in force. A use counts when it
// supports, when it, its evidence and an appraisal of that are in force and not past their dates,
// when the evidence is not retracted, and when the appraisal finds it valid, with limits or without,
// for the aspect needed and no appraisal in force finds it not valid for that.
// title: Ends of a range not tested
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, A10 (11, 13, 16)
// remedy: Test the ends of the range, or justify the worst case.
// needs: IntendedUseElement
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE sc.id IN $scopes AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true) AND x.range_min IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
      MATCH (u)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN ['indication', 'condition_severity_stage', 'target_population', 'age_range', 'intended_user', 'use_environment', 'duration_repeat', 'variant_range'])
        AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
        AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      WITH *
      WHERE ((coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
        OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' }))
        AND any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key AND u.studied_mins[i] <= x.range_min AND x.range_min <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN x.key AS subject, 'min' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE sc.id IN $scopes AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true) AND x.range_max IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
      MATCH (u)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN ['indication', 'condition_severity_stage', 'target_population', 'age_range', 'intended_user', 'use_environment', 'duration_repeat', 'variant_range'])
        AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
        AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      WITH *
      WHERE ((coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
        OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' }))
        AND any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key AND u.studied_mins[i] <= x.range_max AND x.range_max <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN x.key AS subject, 'max' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Variant)
  WHERE sc.id IN $scopes AND v.state = 'in_force' AND v.extreme IN ['min', 'max']
    AND NOT EXISTS {
      MATCH (v)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
      MATCH (u)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
        AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
        AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
      WITH *
      WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
        OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
      RETURN 1 AS one
    }
  RETURN v.key AS subject, v.extreme AS detail
}
WITH DISTINCT subject, detail
WHERE subject IS NOT NULL
WITH subject, detail
MATCH (i:Item {key: subject})
WITH i, detail
OPTIONAL MATCH (i)<-[:COVERS_ELEMENT]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT i, detail, f.key AS fact
ORDER BY i.key, detail, fact
WITH i, detail, collect(fact) AS facts
RETURN i.key AS subject, detail, '' AS severity, facts
ORDER BY subject, detail
