// Claims that are concluded to be supported without a limit, while a conclusion on a pillar of theirs names
// one. The detail
// names that.
// title: Claim drops the limit of a pillar
// severity: major
// reference: IMDRF N41 7.0; MEDDEV 2.7/1 rev. 4, 10.2 and A9.6
// remedy: Conclude on the claim within the limit of its pillar, or show in the pillar that the limit is gone.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
MATCH (k)<-[:ABOUT]-(q:Conclusion)
WHERE q.state = 'in_force' AND q.kind = 'claim_supported' AND concerns(q, device)
  AND (q.verdict = 'supported'
    OR (q.verdict = 'supported_with_limits' AND coalesce(q.conditions, '') = ''
    AND coalesce(q.scope, '') = ''))
MATCH (k)<-[:ABOUT]-(p:Conclusion)
WHERE p.state = 'in_force' AND p.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  AND p.verdict = 'supported_with_limits' AND concerns(p, device)
WITH DISTINCT q, device, p
WHERE q.verdict = 'supported' OR coalesce(p.conditions, '') <> '' OR coalesce(p.scope, '') <> ''
RETURN device, q.key AS subject, p.key AS detail, '' AS severity, [p.key] AS facts
ORDER BY device, subject, detail
