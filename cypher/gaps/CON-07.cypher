// Signed conclusions with a verdict that is not adverse which rest on a signed conclusion with an adverse
// one. Each of those is a hit, and the detail names it with its verdict. Conclusions that claim nothing
// that an adverse verdict would deny, such as the need of follow-up, are not asked.
// title: Verdict goes further than what it rests on
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 10.2 and A10 (1)
// remedy: Bring the verdict in line with what it rests on, or say why it stands all the same.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: adverse_verdicts conclusions_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
WITH adverse_verdicts() AS adverse
CALL () {
  conclusions_judged()
}
WITH adverse, concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})-[:RESTS_ON]->(o:Conclusion)
WHERE o.state = 'in_force' AND o.verdict IN adverse AND NOT coalesce(q.verdict, '') IN adverse
  AND NOT coalesce(q.kind, '') IN ['change_significance', 'information_consistent', 'pmcf_need',
  'requirement_not_applicable']
RETURN DISTINCT device, q.key AS subject, o.key + ' ' + o.verdict AS detail, '' AS severity, [o.key] AS facts
ORDER BY device, subject, detail
