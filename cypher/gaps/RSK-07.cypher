// Devices without a signed conclusion on the overall residual risk, or with one that does not rest
// on every hazard and hazardous situation in force and on every signed conclusion on a risk of the
// device (the facts are what it misses).
// title: Overall residual risk missing
// severity: blocker
// reference: ISO 14971 8; GSPR 4
// remedy: Evaluate the total of the residual risks, and sign the conclusion.
// needs: Device
// subject: Device
// cleared_by: overall_residual_risk
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
CALL (d) {
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (d)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'overall_residual_risk'
  }
  RETURN '' AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  MATCH (s:Scope)<-[:IN_SCOPE]-(h:Item)
  WHERE q.state = 'in_force' AND q.kind = 'overall_residual_risk' AND s.id IN [d.key, '*']
    AND h.type IN ['Hazard', 'HazardousSituation'] AND h.state = 'in_force'
    AND NOT EXISTS { MATCH (h)<-[:RESTS_ON]-(p:Conclusion) WHERE p.key = q.key }
  RETURN h.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  MATCH (s:Scope)<-[:IN_SCOPE]-(r:Risk)<-[:ABOUT]-(o:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'overall_residual_risk' AND s.id IN [d.key, '*']
    AND r.state = 'in_force' AND o.state = 'in_force' AND o.kind = 'risk_acceptable' AND concerns(o, d.key)
    AND NOT EXISTS { MATCH (o)<-[:RESTS_ON]-(p:Conclusion) WHERE p.key = q.key }
  RETURN o.key AS fact
}
WITH DISTINCT d, fact
ORDER BY d.key, fact
WITH d, collect(fact) AS found
WITH d, [f IN found WHERE f <> ''] AS facts
RETURN d.key AS device, d.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
