// Open questions that neither a follow-up activity in force nor a plan for post-market surveillance follows
// up, and of which nothing says what settled them, or says so of a day to come. An activity follows up while
// it runs, or has yet to begin; one that is completed or stopped, past its end, or was to begin and did not,
// leaves the question open until an answer is recorded.
// title: Residual uncertainty not followed up
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 10.2d and A10 (20)
// remedy: Assign the question to an activity of surveillance or follow-up, or close it.
// needs: ResidualUncertainty
// subject: ResidualUncertainty
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(u, ResidualUncertainty)
WITH u, device
WHERE (coalesce(u.closure, '') = '' OR u.closed_at > $today)
  AND NOT EXISTS {
    MATCH (u)<-[:ADDRESSES]-(m:PmcfActivity)
    WHERE m.state = 'in_force' AND concerns(m, device) AND (m.`end` IS NULL OR m.`end` >= $today)
      AND (m.status = 'active' OR (coalesce(m.status, 'planned') = 'planned'
      AND (m.start IS NULL OR m.start >= $today)))
  }
  AND NOT EXISTS {
    MATCH (u)<-[:ADDRESSES]-(p:PmsPlan)
    WHERE p.state = 'in_force' AND concerns(p, device)
  }
WITH DISTINCT u, device
OPTIONAL MATCH (u)<-[:ADDRESSES]-(f:Item)
WHERE concerns(f, device)
WITH DISTINCT u, device, f.key AS fact
ORDER BY device, u.key, fact
WITH u, device, collect(fact) AS facts
RETURN device, u.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
