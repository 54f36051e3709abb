// Periodic reports that begin after the last one before them had ended, so that no report covers the days
// between (the detail is that report); and those before which nothing is on record (detail first), while
// the device was on the market before they begin, and they reach back less far than
// `psur_interval_class_iib_iii_months`. Whether the newest is old enough for the next is asked by PMS-05.
// title: Time that no periodic report covers
// severity: major
// reference: UK MDR 2002, 44ZL and 44ZM; Regulation (EU) 2017/745 articles 85, 86 and 120(3e)
// remedy: Report on the time between, or correct the period that a report covers.
// needs: PmsReport
// subject: PmsReport
// cleared_by:
// waiver: yes
// uses: marketed
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.psur_interval_class_iib_iii_months_ago AS since
MATCH (s:Scope)<-[:IN_SCOPE]-(r:PmsReport)
WHERE s.id IN near AND r.state = 'in_force' AND r.kind IN ['pmsr', 'psur'] AND r.period_before IS NOT NULL
  AND coalesce(r.issued_at, r.period_to, '9999-12-31') <= $today
WITH DISTINCT device, near, since, r
WHERE NOT EXISTS {
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:PmsReport)
  WHERE o.id IN near AND p.state = 'in_force' AND p.kind IN ['pmsr', 'psur'] AND p.key <> r.key
    AND coalesce(p.issued_at, p.period_to, '9999-12-31') <= $today
    AND p.period_to >= r.period_before AND coalesce(p.period_from, '') <= r.period_from
}
OPTIONAL MATCH (t:Scope)<-[:IN_SCOPE]-(q:PmsReport)
WHERE t.id IN near AND q.state = 'in_force' AND q.kind IN ['pmsr', 'psur'] AND q.key <> r.key
  AND coalesce(q.issued_at, q.period_to, '9999-12-31') <= $today AND q.period_to < r.period_before
WITH DISTINCT device, near, since, r, q
ORDER BY device, r.key, coalesce(q.period_to, '') DESC, q.key
WITH device, near, since, r, collect(q.key) AS earlier
WITH *
WHERE size(earlier) > 0 OR (r.period_before > since AND EXISTS {
    MATCH (z:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
    WHERE z.id IN near AND marketed(v) AND v.released_at <= r.period_before
  })
RETURN device, r.key AS subject, CASE WHEN size(earlier) > 0 THEN earlier[0] ELSE 'first' END AS detail,
  '' AS severity, CASE WHEN size(earlier) > 0 THEN [earlier[0]] ELSE [] END AS facts
ORDER BY device, subject, detail
