// Claims about which no signed conclusion says how far they are supported.
// title: Claim without conclusion
// severity: blocker
// chain: claim
// reference: MEDDEV 2.7/1 rev. 4, 10.2b and A7.3
// remedy: Evaluate the claim and sign a conclusion on it.
// needs: Claim
// cleared_by: claim_supported
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
  AND NOT EXISTS {
    MATCH (k)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'claim_supported'
  }
WITH DISTINCT k
OPTIONAL MATCH (k)<-[:ABOUT]-(f:Conclusion)
WHERE f.state = 'in_force' AND f.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
WITH DISTINCT k, f.key AS fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
