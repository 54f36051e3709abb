// Standards in force that are recorded as current while a later edition of the same standard is (the
// detail), under whatever name it is adopted. One that has a date of transition is left alone until that day
// is over, and a later edition that is withdrawn replaces nothing.
// title: Earlier edition called current
// severity: minor
// severity_context: major where a compliance record applies the earlier edition
// reference: MEDDEV 2.7/1 rev. 4, 7 and A7.1; UK MDR 2002, reg. 9; Regulation (EU) 2017/745 article 8
// remedy: Say that the earlier edition is superseded and until when it may be used, and compare
//   the two; of an adoption, state as its edition the year of the one that it adopts.
// needs: Standard
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(n:Standard)
WHERE sc.id IN $scopes AND n.state = 'in_force' AND coalesce(n.status, 'current') = 'current'
  AND n.designation_normal IS NOT NULL AND n.edition_normal IS NOT NULL
  AND (n.transition_date IS NULL OR n.transition_date < $today)
WITH DISTINCT n
MATCH (later:Standard)
WHERE later.state = 'in_force' AND coalesce(later.status, 'current') <> 'withdrawn'
  AND later.designation_normal = n.designation_normal AND later.edition_normal > n.edition_normal
WITH n, later, CASE WHEN EXISTS {
  MATCH (n)<-[:APPLIES_STANDARD]-(c:ComplianceRecord)
  WHERE c.state = 'in_force' AND coalesce(c.applicable, '') <> 'not_applicable'
} THEN 'major' ELSE '' END AS severity
RETURN n.key AS subject, later.key AS detail, severity, [later.key] AS facts
ORDER BY subject, detail
