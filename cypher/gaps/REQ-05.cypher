// Compliance records that are not marked as not applicable and that apply a standard (the detail)
// which is superseded or withdrawn, once its transition date, where it has one, has passed. Major
// where nothing else carries the record: no other standard applied is current, and no use of
// evidence in force bears on it.
// title: Superseded standard used
// severity: minor
// severity_context: major where the standard carries the only evidence
// reference: MEDDEV 2.7/1 rev. 4, 7 and A7.1
// remedy: Compare with the new edition, close the differences, and apply that.
// needs: ComplianceRecord
// subject: ComplianceRecord
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(c, ComplianceRecord)
WITH c, device
MATCH (c)-[:APPLIES_STANDARD]->(n:Standard)
WHERE coalesce(c.applicable, '') <> 'not_applicable'
  AND (n.state = 'withdrawn' OR n.status IN ['superseded', 'withdrawn'])
  AND (n.transition_date IS NULL OR n.transition_date < $today)
WITH DISTINCT c, device, n
OPTIONAL MATCH (c)-[:APPLIES_STANDARD]->(o:Standard)
WHERE o.state = 'in_force' AND coalesce(o.status, 'current') = 'current'
WITH c, device, n, count(o) AS current
OPTIONAL MATCH (c)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.state = 'in_force' AND concerns(u, device)
WITH c, device, n, current, count(u) AS uses
OPTIONAL MATCH (c)-[:SATISFIES]->(q:Requirement)
WITH DISTINCT c, device, n, current, uses, q.key AS fact
ORDER BY device, c.key, n.key, fact
WITH c, device, n, current, uses, collect(fact) AS facts
RETURN device, c.key AS subject, n.key AS detail, CASE WHEN current = 0
  AND uses = 0 THEN 'major' ELSE '' END AS severity, facts
ORDER BY device, subject, detail
