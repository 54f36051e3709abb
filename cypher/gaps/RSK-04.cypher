// Controls, retired ones left out, that no counting use for their effectiveness supports. When a use
// counts, concepts 7.2 says.
// title: Control without evidence of its effect
// severity: major
// chain: hazard
// reference: ISO 14971 7.2
// remedy: Provide test, simulated-use or clinical data.
// needs: RiskControl
// subject: RiskControl
// cleared_by:
// waiver: yes
// uses: concerns counts_for judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(m, RiskControl)
WITH m, device
WHERE coalesce(m.status, 'implemented') <> 'retired'
  AND NOT EXISTS {
    MATCH (m)<-[:BEARS_ON]-(u:EvidenceUse)
    WHERE u.purpose = 'effectiveness' AND counts_for(u, m, device)
  }
WITH DISTINCT m, device
OPTIONAL MATCH (m)<-[:BEARS_ON]-(f:EvidenceUse)
WHERE f.state = 'in_force' AND concerns(f, device)
WITH DISTINCT m, device, f.key AS fact
ORDER BY device, m.key, fact
WITH m, device, collect(fact) AS facts
RETURN device, m.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
