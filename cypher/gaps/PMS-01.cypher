// Devices with a profile for Great Britain and without a plan for post-market surveillance in force.
// A device of which all versions are in development is not on the market; one without any version is
// taken to be.
// title: Plan for post-market surveillance missing
// severity: blocker
// reference: UK MDR 2002, 44ZE and 44ZF; Regulation (EU) 2017/745 articles 83, 84 and 120(3e)
// remedy: Approve a plan.
// needs: Device RegulatoryProfile
// subject: Device
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.jurisdiction = 'GB_UKMDR'
WITH DISTINCT d, p.key AS fact
WITH *
WHERE NOT EXISTS {
  MATCH (s:Scope)<-[:IN_SCOPE]-(n:PmsPlan)
  WHERE (s.id = d.key OR s.id = '*') AND n.state = 'in_force'
}
  AND (EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
    WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force' AND v.status IN ['on_market', 'discontinued']
  }
    OR NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
      WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    })
WITH DISTINCT d, fact
ORDER BY d.key, fact
WITH d, collect(fact) AS facts
RETURN d.key AS device, d.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
