// Devices that are or were on the market and have no plan for post-market surveillance in force, under the
// rules of Great Britain, of the European Union, or of its directives for legacy devices; also where no
// profile in force says which rules hold, so that no withdrawal hides the gap. Under a profile a device of
// which all versions are in development is not on the market, and one without any version is taken to be. In
// Great Britain those rules leave out a device of which the last was placed on the market before 16 June
// 2025.
// title: Plan for post-market surveillance missing
// severity: blocker
// reference: UK MDR 2002, 44ZD, 44ZE and 44ZF; Regulation (EU) 2017/745 articles 83, 84 and 120(3e); MDCG
//   2021-25
// remedy: Approve a plan.
// needs: Device
// subject: Device
// cleared_by:
// waiver: yes
// uses: judged marketed
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
WHERE NOT EXISTS {
  MATCH (s:Scope)<-[:IN_SCOPE]-(n:PmsPlan)
  WHERE (s.id = d.key OR s.id = '*') AND n.state = 'in_force'
}
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
WITH DISTINCT d, p.key AS profile, coalesce(p.jurisdiction, '') AS rules
WITH *
WHERE rules <> 'US' AND (EXISTS {
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
  WHERE (s.id = d.key OR s.id = '*') AND marketed(v)
    AND (rules <> 'GB_UKMDR' OR coalesce(v.last_placed_at, '9999-12-31') >= '2025-06-16')
}
  OR (rules <> '' AND NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
    WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
  }))
WITH d, profile
ORDER BY d.key, profile
WITH d, collect(profile) AS facts
RETURN d.key AS device, d.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
