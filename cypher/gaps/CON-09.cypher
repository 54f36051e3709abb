// Claims that are concluded to be supported without a limit, while a conclusion on a pillar of theirs
// names one, by its verdict or, where that names none, in its conditions; and evaluations that are
// concluded to be sufficient without a condition, while they rest on a requirement met with conditions, on
// benefit and risk that are favourable for a part, or on a state of the art that is provisional. The
// detail names that.
// title: Conclusion drops the limit of what it rests on
// severity: major
// reference: IMDRF N41 7.0; MEDDEV 2.7/1 rev. 4, 10.2 and A9.6
// remedy: Conclude within the limit of what it rests on, or show there that the limit is gone.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(k, Claim)
  WITH k, device
  MATCH (k)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'claim_supported' AND concerns(q, device)
    AND (q.verdict = 'supported'
      OR (q.verdict = 'supported_with_limits' AND coalesce(q.conditions, '') = ''
      AND coalesce(q.scope, '') = ''))
  MATCH (k)<-[:ABOUT]-(p:Conclusion)
  WHERE p.state = 'in_force' AND p.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
    AND p.verdict IN ['supported', 'supported_with_limits'] AND concerns(p, device)
  WITH DISTINCT q, device, p
  WHERE (p.verdict = 'supported_with_limits'
      AND (q.verdict = 'supported' OR coalesce(p.conditions, '') <> '' OR coalesce(p.scope, '') <> ''))
    OR (p.verdict = 'supported' AND coalesce(p.conditions, '') <> ''
      AND coalesce(q.conditions, '') = '' AND coalesce(q.scope, '') = '')
  RETURN device, q.key AS subject, p.key AS detail
  UNION
  judged(v, Evaluation)
  WITH v, device
  MATCH (v)<-[:ABOUT]-(q:Conclusion)-[:RESTS_ON]->(p:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'cer_overall' AND q.verdict = 'sufficient' AND concerns(q, device)
    AND p.state = 'in_force' AND p.verdict IN ['favourable_for_subset', 'met_with_conditions', 'provisional']
  RETURN device, q.key AS subject, p.key AS detail
}
WITH DISTINCT device, subject, detail
WHERE subject IS NOT NULL
RETURN device, subject, detail, '' AS severity, [detail] AS facts
ORDER BY device, subject, detail
