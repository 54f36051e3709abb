// Regulatory profiles in force of a device with a version on the market, of which the day has passed until
// which they apply (effective_until), or are valid (valid_until), or until which their certificate is
// (certificate_until). Also, with the detail accepted_until, those by which a device with a CE marking is on
// the market of Great Britain, once the law accepts that marking no longer: after 30 June 2028 by the
// directive (19B), after 30 June 2030 by the Regulation (19C); and those of legacy devices in the European
// Union, once its transition has ended: after 31 December 2027 for class III, active implantable devices and
// implants of class IIb but for well-established ones, after 31 December 2028 for all others.
// title: On the market under what has run out
// severity: blocker
// reference: UK MDR 2002, 7A, 19B and 19C; Directive 93/42/EEC article 11(11); Regulation (EU) 2017/745
//   articles 56(2), 120(2) and 120(3a) to (3b)
// remedy: Record the renewal, or say that the device is no longer placed on the market.
// needs: RegulatoryProfile
// subject: RegulatoryProfile
// cleared_by:
// waiver: yes
// uses: judged on_market
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND on_market(v)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
WITH DISTINCT d, p, p.jurisdiction AS rules, toUpper(coalesce(p.marking, '')) AS mark,
  toUpper(coalesce(p.route, '')) AS route, coalesce(p.class_known, '') AS class
WITH d, p, rules, route, class, CASE
  WHEN mark CONTAINS 'UKCA' THEN 'UKCA'
  WHEN mark CONTAINS 'CE' OR route CONTAINS '19B' OR route CONTAINS '19C' THEN 'CE'
  ELSE '' END AS mark
WITH d, p, CASE
  WHEN rules = 'EU_MDD_legacy' AND (class IN ['III', 'AIMD'] OR (class = 'IIb' AND p.implantable = true
    AND coalesce(p.well_established, false) = false)) THEN '2027-12-31'
  WHEN rules = 'EU_MDD_legacy' THEN '2028-12-31'
  WHEN rules <> 'GB_UKMDR' OR mark <> 'CE' THEN '9999-12-31'
  WHEN route CONTAINS '19C' THEN '2030-06-30'
  WHEN route CONTAINS '19B' OR route CONTAINS '93/42' OR route CONTAINS 'MDD' OR p.catalogue_normal = 'mdd.er'
    THEN '2028-06-30'
  ELSE '2030-06-30' END AS accepted
WITH d, p, CASE WHEN p.effective_until < $today THEN ['effective_until'] ELSE [] END
  + CASE WHEN p.valid_until < $today THEN ['valid_until'] ELSE [] END
  + CASE WHEN p.certificate_until < $today THEN ['certificate_until'] ELSE [] END
  + CASE WHEN accepted < $today THEN ['accepted_until'] ELSE [] END AS parts
UNWIND parts AS part
RETURN d.key AS device, p.key AS subject, part AS detail, '' AS severity, [d.key] AS facts
ORDER BY device, subject, detail
