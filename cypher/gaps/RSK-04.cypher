// Controls, retired ones left out, that no counting use for their effectiveness supports. When a use
// counts, concepts 7.2 says.
// title: Control without evidence of its effect
// severity: major
// chain: hazard
// reference: ISO 14971 7.2
// remedy: Provide test, simulated-use or clinical data.
// needs: RiskControl
// cleared_by:
// waiver: yes
// uses: counts
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(m:RiskControl)
WHERE sc.id IN $scopes AND m.state = 'in_force' AND coalesce(m.status, 'implemented') <> 'retired'
  AND NOT EXISTS {
    MATCH (m)<-[:BEARS_ON]-(u:EvidenceUse)
    WHERE u.purpose = 'effectiveness' AND counts(u, m)
  }
WITH DISTINCT m
OPTIONAL MATCH (m)<-[:BEARS_ON]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT m, f.key AS fact
ORDER BY m.key, fact
WITH m, collect(fact) AS facts
RETURN m.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
