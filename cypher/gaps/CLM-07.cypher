// Claims about which no signed conclusion says how far they are supported.
// title: Claim without conclusion
// severity: blocker
// chain: claim
// reference: MEDDEV 2.7/1 rev. 4, 10.2b and A7.3
// remedy: Evaluate the claim and sign a conclusion on it.
// needs: Claim
// subject: Claim
// cleared_by: claim_supported
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
WHERE NOT EXISTS {
    MATCH (k)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'claim_supported' AND concerns(q, device)
  }
WITH DISTINCT k, device
OPTIONAL MATCH (k)<-[:ABOUT]-(f:Conclusion)
WHERE f.state = 'in_force' AND f.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv'] AND concerns(f, device)
WITH DISTINCT k, device, f.key AS fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
