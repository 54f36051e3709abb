// Clinical evaluations with no next date, with one that has passed, or whose report is older than
// the update interval: the shortest of the device's profiles, 12 months where none says so. More
// than 12 months counts only for a well-established device without significant risk and with a
// justification, and 60 at most. Without a date of the report, the next date may not be further
// off than that interval. An evaluation that names no device is held to every profile.
// title: Update of the clinical evaluation overdue
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3 and A9 (6)
// remedy: Update the clinical evaluation, and set its next date.
// needs: Evaluation
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Evaluation)
WHERE sc.id IN $scopes AND v.state = 'in_force'
WITH DISTINCT v
CALL (v) {
  RETURN 12 AS months, '' AS profile, 0 AS known
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  MATCH (v)-[:IN_SCOPE]->(o:Scope)
  WHERE p.state = 'in_force' AND (s.id = o.id OR s.id = '*' OR o.id = '*')
  RETURN CASE
    WHEN coalesce(p.cer_interval_months, 12) <= 12 THEN coalesce(p.cer_interval_months, 12)
    WHEN p.significant_risk = true OR p.well_established IS NULL OR p.well_established = false OR coalesce(p.cer_interval_justification, '') = '' THEN 12
    WHEN p.cer_interval_months > 60 THEN 60
    ELSE p.cer_interval_months END AS months, p.key AS profile, 1 AS known
}
WITH v, months, profile, known
ORDER BY v.key, profile
WITH v, collect(months) AS allowed, collect(profile) AS profiles, sum(known) AS count_known
WITH v, profiles, CASE WHEN count_known = 0 THEN 12 ELSE reduce(least = 60, i IN range(1, size(allowed) - 1) | CASE WHEN allowed[i] < least THEN allowed[i] ELSE least END) END AS months, toInteger(substring($today, 0, 4)) * 1200 + toInteger(substring($today, 5, 2)) * 100 + toInteger(substring($today, 8, 2)) AS now
WITH v, profiles, months, now, coalesce(v.cer_date, $today) AS last, coalesce(v.next_due, '0000-00-00') AS next
WITH v, profiles, now, next, toInteger(substring(last, 0, 4)) * 1200 + toInteger(substring(last, 5, 2)) * 100 + toInteger(substring(last, 8, 2)) + months * 100 AS due, CASE WHEN v.cer_date IS NULL THEN toInteger(substring(next, 0, 4)) * 1200 + toInteger(substring(next, 5, 2)) * 100 + toInteger(substring(next, 8, 2)) ELSE 0 END AS planned
WITH *
WHERE next < $today OR due < now OR planned > due
RETURN v.key AS subject, '' AS detail, '' AS severity, [p IN profiles WHERE p <> ''] AS facts
ORDER BY subject, detail
