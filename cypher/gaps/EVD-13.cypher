// Uses of evidence that is marked as unfavourable which say that it supports. Such evidence counts for
// nothing.
// title: Unfavourable data used as support
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1 and 10.2; UK MDR 2002, Annex X 1.1 as modified
// remedy: Say that the data contradict, and weigh them; or, where they are favourable in part, mark them as
//   mixed and say in the use which part supports what.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// uses: supports uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})-[:USES]->(e:Evidence)
WHERE e.state = 'in_force' AND e.favourable = 'unfavourable' AND supports(u)
  AND EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' }
WITH DISTINCT u, device, e.key AS fact
ORDER BY device, u.key, fact
WITH u, device, collect(fact) AS facts
RETURN device, u.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
