// Uses of evidence that is marked as unfavourable which say that it supports: such evidence counts for
// nothing. And uses that set it aside (detail set_aside): they bear on a claim, a benefit, a risk, its
// control, a side-effect or a record of compliance as neutral, as background or without weight, while no
// use of the device says that it contradicts. Where unfavourable data identify a hazard, serve to estimate
// a risk, or raise an open question, they are used as what they are; data of another device speak against
// that one.
// title: Unfavourable data used as support
// severity: blocker
// severity_context: major where the data are set aside
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1 and 10.2; UK MDR 2002, Annex X 1.1 as modified
// remedy: Say that the data contradict, and weigh them; or, where they are favourable in part, mark them as
//   mixed and say in the use which part supports what.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// uses: concerns supports uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})-[:USES]->(e:Evidence)
WHERE e.state = 'in_force' AND e.favourable = 'unfavourable'
  AND coalesce(u.direction, 'supports') <> 'contradicts'
  AND NOT coalesce(u.aspect, '') IN ['hazard_identification', 'risk_estimation']
  AND NOT coalesce(u.purpose, '') IN ['risk_estimation', 'uncertainty']
MATCH (u)-[:BEARS_ON]->(t:Item)
WHERE t.state = 'in_force'
  AND NOT coalesce(t.type, '') IN ['Hazard', 'HazardousSituation', 'ResidualUncertainty']
WITH DISTINCT u, device, e, t
WITH u, device, e, t, CASE WHEN supports(u) THEN '' ELSE 'set_aside' END AS detail, COUNT {
    MATCH (e)<-[:USES]-(w:EvidenceUse)-[:BEARS_ON]->(o:Item)
    WHERE w.state = 'in_force' AND w.direction = 'contradicts' AND o.state = 'in_force'
      AND concerns(w, device)
  } AS weighed, CASE
    WHEN coalesce(u.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
      OR coalesce(e.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
    THEN 1 ELSE 0 END AS of_others
WITH *
WHERE detail = '' OR (weighed = 0 AND of_others = 0
  AND t.type IN ['Claim', 'Benefit', 'Risk', 'RiskControl', 'SideEffect', 'ComplianceRecord'])
WITH DISTINCT u, device, detail, e.key AS fact
ORDER BY device, u.key, detail, fact
WITH u, device, detail, collect(fact) AS facts
RETURN device, u.key AS subject, detail, CASE WHEN detail = '' THEN '' ELSE 'major' END AS severity, facts
ORDER BY device, subject, detail
