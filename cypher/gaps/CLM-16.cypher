// Versions on the market for which no claim in force and in date is made, while claims are made for other
// versions of the device: a claim that names versions is made for these alone. A device without any claim is
// left to PMS-07.
// title: Version on the market without a claim
// severity: blocker
// chain: claim
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4, 6.1 and A7.3; Regulation (EU) 2017/745 article 7
// remedy: Say in the claim that it is made for this version, and show it for that version.
// needs: DeviceVersion
// subject: DeviceVersion
// cleared_by:
// waiver: yes
// uses: in_date judged on_market
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND on_market(v)
WITH DISTINCT d, v
WHERE NOT EXISTS {
  MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE (o.id = d.key OR o.id = '*') AND k.state = 'in_force' AND in_date(k)
    AND NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion) }
}
  AND NOT EXISTS { MATCH (v)<-[:FOR_DEVICE]-(k:Claim) WHERE k.state = 'in_force' AND in_date(k) }
  AND NOT EXISTS {
    MATCH (d)<-[:FOR_DEVICE]-(k:Claim)
    WHERE k.state = 'in_force' AND in_date(k)
  }
MATCH (o:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE (o.id = d.key OR o.id = '*') AND k.state = 'in_force' AND in_date(k)
WITH DISTINCT d, v, k.key AS fact
ORDER BY d.key, v.key, fact
WITH d, v, collect(fact) AS facts
RETURN d.key AS device, v.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
