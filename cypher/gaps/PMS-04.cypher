// Clinical evaluations with no next date, with one that has passed, or whose report is older than
// `cer_interval_months` allows: 12 months where nobody sets it, and where more is set, more only
// for a well-established device without significant risk and with a justification, and 60 at most.
// Without a date of the report, the next date may not be further off than that interval. An
// evaluation that names no device is held to the shortest interval of all devices.
// title: Update of the clinical evaluation overdue
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3 and A9 (6)
// remedy: Update the clinical evaluation, and set its next date.
// needs: Evaluation
// cleared_by:
// waiver: yes
// params: today policy
// returns: subject, detail, severity, facts
UNWIND $policy AS row
WITH row.scope AS scope, row.cer_interval_months_ago AS since, row.cer_interval_months_ahead AS until, row.cer_interval_months_from AS facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Evaluation)
WHERE sc.id = scope AND v.state = 'in_force'
  AND (v.next_due IS NULL OR v.next_due < $today OR v.cer_date < since OR (v.cer_date IS NULL AND v.next_due > until))
WITH v, facts
UNWIND CASE WHEN size(facts) = 0 THEN [''] ELSE facts END AS fact
WITH DISTINCT v, fact
ORDER BY v.key, fact
WITH v, collect(fact) AS facts
RETURN v.key AS subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY subject, detail
