// Safety signals that nobody assessed, or that somebody gave an outcome without a reason, within
// `signal_days` of the day when they were received, or, where that is not said, occurred; one without a
// date, or with dates to come, is taken as old. Blocker for a signal linked to serious harm, and for an
// incident or field safety corrective action of which that is undecided. Also periodic reports without an
// assessment of what they mean for the conclusions, which no clinical evaluation of the device has taken in:
// their day (end of the period, else issue) is not known or later than the data lock or the date of the
// evaluation's report. Neither takes in anything while it is not stated or still to come. And follow-up that
// is completed or stopped, of which nobody says what it showed (outcome).
// title: New information from the market not assessed
// severity: major
// severity_context: blocker where a signal is, or may be, linked to serious harm
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3 and A10 (6); UK MDR 2002, 44ZE; Regulation (EU) 2017/745 article 83
// remedy: Assess the effect on the conclusions, and update them or record that there is none.
// needs: SafetySignal
// subject: SafetySignal PmsReport PmcfActivity
// cleared_by:
// waiver: yes
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.signal_days_ago AS since
CALL (near, since) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(g:SafetySignal)
  WHERE s.id IN near AND g.state = 'in_force'
    AND (coalesce(g.assessment_status, 'new') = 'new' OR coalesce(g.assessment, '') = '')
  WITH g, since, CASE WHEN g.received_at <= $today THEN g.received_at
    WHEN g.occurred_at <= $today THEN g.occurred_at ELSE '' END AS known
  WHERE known < since
  RETURN g.key AS subject, CASE WHEN g.serious_harm = true OR (g.serious_harm IS NULL
    AND g.kind IN ['incident', 'fsca']) THEN 'blocker' ELSE '' END AS severity
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(r:PmsReport)
  WHERE s.id IN near AND r.state = 'in_force'
    AND coalesce(r.assessment, '') = ''
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(v:Evaluation)
      WHERE o.id IN near AND v.state = 'in_force' AND v.data_lock_date <= $today
        AND v.data_lock_date >= coalesce(r.period_to, r.issued_at, '9999-12-31')
        AND v.cer_date <= $today AND v.cer_date >= coalesce(r.period_to, r.issued_at, '9999-12-31')
    }
  RETURN r.key AS subject, '' AS severity
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(m:PmcfActivity)
  WHERE s.id IN near AND m.state = 'in_force' AND m.status IN ['completed', 'stopped']
    AND coalesce(m.outcome, '') = '' AND (m.`end` IS NULL OR m.`end` < since)
  RETURN m.key AS subject, '' AS severity
}
WITH DISTINCT device, subject, severity
RETURN device, subject, '' AS detail, severity, [] AS facts
ORDER BY device, subject, detail
