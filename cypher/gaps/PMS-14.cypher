// Follow-up and reports whose outcome contradicts, on which a signed conclusion rests that says yes
// without limit and without a word on them: none in its statement, conditions or rationale, which name
// the key, and no answer in its re-affirmation. The facts name the conclusions.
// title: Contradicting follow-up or report passed over
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3, 7 and 10.2a; UK MDR 2002, 44ZE; Regulation (EU) 2017/745 articles 83
//   and 86 and Annex XIV B
// remedy: Weigh what was reported, limit the verdict or say why it stands and name the report, and sign anew.
// needs: Conclusion
// subject: PmcfActivity PmsReport
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(x, PmcfActivity)
  WITH x, device
  WHERE x.outcome = 'contradicts'
  RETURN x.key AS news, device
  UNION
  judged(x, PmsReport)
  WITH x, device
  WHERE x.outcome = 'contradicts'
  RETURN x.key AS news, device
}
WITH news, device
WHERE news IS NOT NULL
MATCH (x:Item {key: news})<-[r:RESTS_ON]-(q:Conclusion)
WHERE r.role IN ['contradicting_follow_up', 'contradicting_report'] AND q.state = 'in_force'
  AND q.verdict IN ['acceptable', 'acceptable_by_benefit_risk', 'consistent', 'demonstrated', 'established',
    'favourable', 'implemented_and_effective', 'justified', 'met', 'pmcf_not_needed', 'sufficient',
    'supported']
  AND NOT (coalesce(q.statement, '') CONTAINS x.key OR coalesce(q.conditions, '') CONTAINS x.key
    OR coalesce(q.rationale, '') CONTAINS x.key)
  AND concerns(q, device)
WITH DISTINCT news, device, q
MATCH (v:Version)
WHERE v.key = q.key AND v.no = q.effective_no
  AND NOT coalesce(v.reaffirmation, '') CONTAINS '"' + news + '"'
WITH news, device, q
ORDER BY device, news, q.key
WITH news, device, collect(q.key) AS facts
RETURN device, news AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
