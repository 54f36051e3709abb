// Clinical evaluations with no next date, with one that has passed, or whose report is older than
// `cer_interval_months` allows: 12 months where nobody sets it, and where more is set, more only for a well-
// established device without significant risk and with a justification, in the profile or in the evaluation,
// and 60 at most. Without a report dated today or earlier, the next date may not be further off than that
// interval. An evaluation that names no device is held to the interval of each device. And devices with a
// version on the market and no evaluation whose report is dated today or earlier: it is made before.
// title: Update of the clinical evaluation overdue
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.1, 6.2.3 and A9 (6); Regulation (EU) 2017/745 article 61(1, 11, 12)
// remedy: Update the clinical evaluation, and set its next date.
// needs: Device
// subject: Evaluation Device
// cleared_by:
// waiver: yes
// uses: on_market
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.cer_interval_months_from AS known,
  row.cer_interval_months_ago AS since,
  row.cer_interval_months_ahead AS until,
  row.cer_interval_months_justified_ago AS longer_since,
    row.cer_interval_months_justified_ahead AS longer_until
CALL (device, near, known, since, until, longer_since, longer_until) {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE sc.id IN near AND v.state = 'in_force'
  WITH v, known, CASE WHEN v.cer_date <= $today THEN v.cer_date ELSE null END AS made, CASE
    WHEN coalesce(v.interval_justification, '') <> '' THEN longer_since ELSE since END AS oldest,
    CASE WHEN coalesce(v.interval_justification, '') <> '' THEN longer_until ELSE until END AS latest
  WITH *
  WHERE v.next_due IS NULL OR v.next_due < $today OR made < oldest OR (made IS NULL AND v.next_due > latest)
  RETURN v.key AS subject, known AS said
  UNION
  MATCH (d:Device)-[:IN_SCOPE]->(o:Scope)
  WHERE o.id = device AND d.key = device AND d.state = 'in_force'
    AND NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
      WHERE s.id IN near AND v.state = 'in_force' AND v.cer_date <= $today
    }
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(n:DeviceVersion)
      WHERE s.id IN near AND on_market(n)
    }
  RETURN d.key AS subject, [] AS said
}
WITH device, subject, said
UNWIND CASE WHEN size(said) = 0 THEN [''] ELSE said END AS fact
WITH DISTINCT device, subject, fact
ORDER BY device, subject, fact
WITH device, subject, collect(fact) AS facts
RETURN device, subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
