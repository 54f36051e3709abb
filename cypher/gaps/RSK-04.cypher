// Controls, retired ones left out, that no counting use for their effectiveness supports; and those of
// which a signed conclusion says, with such data before it, that they are implemented, and no more than
// that (detail implemented_only). When a use counts, concepts 7.2 says.
// title: Control without evidence of its effect
// severity: major
// chain: hazard
// reference: ISO 14971 7.2
// remedy: Provide test, simulated-use or clinical data, and conclude on the effect.
// needs: RiskControl
// subject: RiskControl
// cleared_by: control_effective only implemented_only
// waiver: yes
// uses: concerns counts_for judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
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
  RETURN device, m.key AS subject, '' AS detail, f.key AS fact
  UNION
  judged(m, RiskControl)
  WITH m, device
  MATCH (m)<-[:ABOUT]-(q:Conclusion)
  WHERE coalesce(m.status, 'implemented') <> 'retired' AND q.state = 'in_force'
    AND q.kind = 'control_effective' AND q.verdict = 'implemented_only' AND concerns(q, device)
    AND EXISTS {
      MATCH (m)<-[:BEARS_ON]-(u:EvidenceUse)
      WHERE u.purpose = 'effectiveness' AND counts_for(u, m, device)
    }
  RETURN device, m.key AS subject, 'implemented_only' AS detail, q.key AS fact
}
WITH DISTINCT device, subject, detail, fact
WHERE subject IS NOT NULL
WITH device, subject, detail, fact
ORDER BY device, subject, detail, fact
WITH device, subject, detail, collect(fact) AS facts
RETURN device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
