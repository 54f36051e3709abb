// Changes that are implemented while no signed conclusion says whether they are significant, or the one that
// is there leaves it undecided (the facts).
// title: Change made without a decision on its significance
// severity: major
// reference: ISO 13485 7.3.9; NBOG BPG 2014-3, 1; MDCG 2020-3 rev. 1, 4.1; UK MDR 2002 Schedule 2A
// remedy: Decide whether the change is significant, tell the body that has to know, and sign the decision.
// needs: Change
// subject: Change
// cleared_by: change_significance
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(h, Change)
WITH h, device
WHERE h.status = 'implemented'
  AND NOT EXISTS {
    MATCH (h)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'change_significance' AND q.verdict <> 'undecided'
      AND concerns(q, device)
  }
WITH DISTINCT h, device
OPTIONAL MATCH (h)<-[:ABOUT]-(f:Conclusion)
WHERE f.state = 'in_force' AND f.kind = 'change_significance' AND concerns(f, device)
WITH DISTINCT h, device, f.key AS fact
ORDER BY device, h.key, fact
WITH h, device, collect(fact) AS facts
RETURN device, h.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
