// Claims that are concluded to be supported without a limit, while a conclusion on a pillar of theirs names
// one. The detail
// names that.
// title: Claim drops the limit of a pillar
// severity: major
// reference: IMDRF N41 7.0; MEDDEV 2.7/1 rev. 4, 10.2 and A9.6
// remedy: Conclude on the claim within the limit of its pillar, or show in the pillar that the limit is gone.
// needs: Conclusion
// cleared_by: any
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:ABOUT]-(q:Conclusion)
WHERE sc.id IN $scopes AND k.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'claim_supported'
  AND (q.verdict = 'supported'
    OR (q.verdict = 'supported_with_limits' AND coalesce(q.conditions, '') = ''
    AND coalesce(q.scope, '') = ''))
MATCH (k)<-[:ABOUT]-(p:Conclusion)
WHERE p.state = 'in_force' AND p.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  AND p.verdict = 'supported_with_limits'
WITH DISTINCT q, p
WHERE q.verdict = 'supported' OR coalesce(p.conditions, '') <> '' OR coalesce(p.scope, '') <> ''
RETURN q.key AS subject, p.key AS detail, '' AS severity, [p.key] AS facts
ORDER BY subject, detail
