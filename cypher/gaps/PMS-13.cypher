// Periodic reports that do not say what time they cover (the detail): the day on which it begins, the day on
// which it ends, or both (period); or that end before they begin (order). Such a report answers for no time.
// title: Periodic report without its period
// severity: major
// reference: UK MDR 2002, 44ZL and 44ZM; Regulation (EU) 2017/745 articles 85 and 86; MDCG 2022-21, 2
// remedy: Say from which day to which day the report covers.
// needs: PmsReport
// subject: PmsReport
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(r, PmsReport)
WITH DISTINCT r, device
WHERE r.kind IN ['pmsr', 'psur']
WITH r, device, CASE
  WHEN r.period_from IS NULL AND r.period_to IS NULL THEN 'period'
  WHEN r.period_from IS NULL THEN 'period_from'
  WHEN r.period_to IS NULL THEN 'period_to'
  WHEN r.period_to < r.period_from THEN 'order'
  ELSE '' END AS detail
WHERE detail <> ''
RETURN device, r.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
