// Devices whose last periodic report is older than the class in a profile (the detail) for Great Britain or
// the European Union allows: a PMSR, or PSUR, within `pmsr_interval_class_i_months` for class I in Great
// Britain, else a PSUR within `psur_interval_class_iia_months` for class IIa and within
// `psur_interval_class_iib_iii_months` for all above. A profile that names no class known here is held to
// the last. A report dates from its issue, else from the end of its period, and counts once that day has
// come. Without any the first release counts, and a marketed version without a date of release, or with one
// to come, is taken as old. A device of which all versions are in development owes none.
// title: Periodic report overdue
// severity: major
// reference: UK MDR 2002, 44ZL and 44ZM; Regulation (EU) 2017/745 articles 86 and 120(3e)
// remedy: Prepare the report.
// needs: Device RegulatoryProfile
// subject: Device
// cleared_by:
// waiver: yes
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.pmsr_interval_class_i_months_ago AS since_i,
  row.psur_interval_class_iia_months_ago AS since_iia, row.psur_interval_class_iib_iii_months_ago AS since_iib
MATCH (d:Device)-[:IN_SCOPE]->(o:Scope)
WHERE o.id = device AND d.key = device AND d.state = 'in_force'
WITH DISTINCT d, since_i, since_iia, since_iib
MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.jurisdiction IN ['GB_UKMDR', 'EU_MDR']
WITH DISTINCT d, p, since_i, since_iia, since_iib,
  replace(replace(replace(toUpper(coalesce(p.device_class, '')), 'CLASS', ''), ' ', ''), '-', '') AS class
WITH d, p, class, CASE WHEN class STARTS WITH 'IIA' THEN since_iia WHEN class STARTS WITH 'II' THEN since_iib
  WHEN class STARTS WITH 'I' THEN since_i ELSE since_iib END AS since, CASE
  WHEN class STARTS WITH 'II' THEN ['psur'] ELSE ['psur', 'pmsr'] END AS kinds
WITH *
WHERE p.jurisdiction = 'GB_UKMDR' OR class = '' OR NOT class STARTS WITH 'I' OR class STARTS WITH 'II'
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(r:PmsReport)
WHERE (s.id = d.key OR s.id = '*') AND r.state = 'in_force' AND r.kind IN kinds
  AND coalesce(r.issued_at, r.period_to, '9999-12-31') <= $today
WITH d, p, since, max(coalesce(r.issued_at, r.period_to)) AS last
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
WITH d, p, since, last, CASE WHEN v IS NULL
  OR coalesce(v.status, 'in_development') <> 'in_development' THEN 1 ELSE 0 END AS marketed, CASE
  WHEN v IS NULL
  OR coalesce(v.status, 'in_development') <> 'in_development'
    THEN CASE WHEN v.released_at <= $today THEN v.released_at ELSE '' END
  ELSE '9999-12-31' END AS released
WITH d, p, since, last, sum(marketed) AS marketed, min(released) AS first
WITH *
WHERE marketed > 0 AND coalesce(last, first) < since
RETURN d.key AS device, d.key AS subject, p.key AS detail, '' AS severity, [p.key] AS facts
ORDER BY device, subject, detail
