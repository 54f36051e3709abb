// Use scenarios selected for the summative evaluation on which no counting use of a summative
// usability evaluation bears. A use counts when it supports, when it, its evidence and an appraisal
// of that are in force and not past their dates, when the evidence is not retracted, and when the
// appraisal finds it valid, with limits or without, for the aspect needed and no appraisal in force
// finds it not valid for that.
// title: Hazard-related use scenario not tested
// severity: major
// reference: IEC 62366-1 5.5 and 5.9; essential requirement 1; GSPR 5
// remedy: Carry out the summative evaluation of the scenario, or link it.
// needs: UseScenario
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(n:UseScenario)
WHERE sc.id IN $scopes AND n.state = 'in_force' AND n.selected_for_summative = true
  AND NOT EXISTS {
    MATCH (n)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
    WHERE e.kind = 'usability_summative' AND u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND (u.valid_until IS NULL OR u.valid_until >= $today)
      AND e.state = 'in_force' AND (e.valid_until IS NULL OR e.valid_until >= $today) AND (e.retracted IS NULL OR e.retracted = false)
      AND a.state = 'in_force' AND (a.valid_until IS NULL OR a.valid_until >= $today)
    WITH *
    WHERE (coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid' })
      OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'] AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid' })
    RETURN 1 AS one
  }
WITH DISTINCT n
OPTIONAL MATCH (n)<-[:BEARS_ON]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT n, f.key AS fact
ORDER BY n.key, fact
WITH n, collect(fact) AS facts
RETURN n.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
