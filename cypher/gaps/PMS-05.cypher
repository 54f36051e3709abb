// Devices of which no periodic report in force covers the time up to now: its period ended longer ago than
// the class in a profile (the detail) allows, in Great Britain, in the European Union, or for legacy devices
// of its directives. A PMSR, or PSUR, within `pmsr_interval_class_i_months` for class I in Great Britain;
// elsewhere for class I any report, once that time has passed. Else a PSUR within
// `psur_interval_class_iia_months` for class IIa, and within `psur_interval_class_iib_iii_months` for all
// above, for implants in Great Britain, and where no class is known. Where no profile is in force the
// shortest interval counts (detail empty). A report dates from the end of the period that it covers, and
// counts once it is issued; one that does not say when its period ends covers none. Without any the first
// release counts, and a marketed version
// without a date of release, or with one to come, is taken as old. A device of which all versions are in
// development owes none, nor, in Great Britain, one of which the last was placed on the market before 16
// June 2025.
// title: Periodic report overdue
// severity: major
// reference: UK MDR 2002, 44ZD, 44ZL and 44ZM; Regulation (EU) 2017/745 articles 85, 86 and 120(3e); MDCG
//   2021-25
// remedy: Prepare the report.
// needs: Device
// subject: Device
// cleared_by:
// waiver: yes
// uses: marketed
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS scope, row.pmsr_interval_class_i_months_ago AS since_i,
  row.psur_interval_class_iia_months_ago AS since_iia, row.psur_interval_class_iib_iii_months_ago AS since_iib
MATCH (d:Device)-[:IN_SCOPE]->(o:Scope)
WHERE o.id = scope AND d.key = scope AND d.state = 'in_force'
WITH DISTINCT d, since_i, since_iia, since_iib
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
WITH DISTINCT d, since_i, since_iia, since_iib, coalesce(p.key, '') AS profile,
  coalesce(p.jurisdiction, '') AS rules, coalesce(p.class_known, '') AS class,
  coalesce(p.implantable, false) AS implanted
WITH d, profile, rules, CASE
  WHEN class IN ['I', 'Is', 'Im', 'Ir'] AND rules = 'GB_UKMDR' THEN 'three_years'
  WHEN class IN ['I', 'Is', 'Im', 'Ir'] THEN 'any'
  WHEN class = 'IIa' AND (rules <> 'GB_UKMDR' OR implanted = false) THEN 'two_years'
  ELSE 'yearly' END AS owed, since_i, since_iia, since_iib
WITH d, profile, rules, owed, CASE
  WHEN owed IN ['three_years', 'any'] THEN since_i
  WHEN owed = 'two_years' THEN since_iia ELSE since_iib END AS since,
  CASE WHEN owed IN ['three_years', 'any'] THEN ['psur', 'pmsr'] ELSE ['psur'] END AS kinds
WITH *
WHERE rules <> 'US'
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(r:PmsReport)
WHERE (s.id = d.key OR s.id = '*') AND r.state = 'in_force' AND r.kind IN kinds
  AND coalesce(r.issued_at, r.period_to, '9999-12-31') <= $today
WITH d, profile, rules, owed, since, CASE
  WHEN owed = 'any' THEN '9999-12-31'
  WHEN r.issued_at < r.period_to THEN r.issued_at
  ELSE coalesce(r.period_to, '') END AS covered, r.key AS report
WITH d, profile, rules, since, max(CASE WHEN report IS NULL THEN '' ELSE covered END) AS last
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
WITH d, profile, rules, since, last, v.key AS version, CASE
  WHEN v IS NULL AND rules <> '' THEN 1
  WHEN marketed(v) AND (rules <> 'GB_UKMDR'
    OR coalesce(v.last_placed_at, '9999-12-31') >= '2025-06-16') THEN 1
  ELSE 0 END AS counted, CASE WHEN v.released_at <= $today THEN v.released_at ELSE '' END AS released
WITH d, profile, since, last, sum(counted) AS counted,
  min(CASE WHEN counted = 1 THEN released ELSE '9999-12-31' END) AS first
WITH *
WHERE counted > 0 AND (CASE WHEN last = '' THEN first ELSE last END) < since
RETURN d.key AS device, d.key AS subject, profile AS detail, '' AS severity, CASE
  WHEN profile = '' THEN [] ELSE [profile] END AS facts
ORDER BY device, subject, detail
