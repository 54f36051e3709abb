// Initial risks that are not acceptable, with a situation that no implemented control reduces. A risk is
// acceptable when its estimate says so, or says nothing and lies within the criteria that it names; never
// when those refuse it. An estimate without any decision is taken as not acceptable; controls that are
// proposed, retired or concluded not to be effective reduce nothing.
// title: Risk above criteria without control
// severity: blocker
// chain: hazard
// reference: ISO 14971 6 and 7.1; essential requirement 2; GSPR 4
// remedy: Add controls in the order of priority.
// needs: Risk
// subject: Risk
// cleared_by:
// waiver: yes
// uses: concerns in_place judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(r, Risk)
WITH DISTINCT r, device
WHERE r.stage = 'initial'
OPTIONAL MATCH (r)-[:JUDGED_BY]->(c:RiskCriteria)
WHERE c.state = 'in_force' AND coalesce(c.scheme, 'iso14971') = coalesce(r.scheme, 'iso14971')
  AND concerns(c, device)
WITH r, device, c, coalesce(r.acceptability, '') AS said, r.level AS level,
  coalesce(r.p, 0) * 100 + coalesce(r.severity, 0) AS cell, coalesce(c.acceptable_levels, []) AS levels,
  coalesce(c.accepted_cells, []) AS cells
WITH r, device, CASE
  WHEN said = 'not_acceptable' THEN 'refused'
  WHEN c IS NOT NULL AND level IS NOT NULL AND size([x IN levels WHERE x = level]) = 0 THEN 'refused'
  WHEN c IS NOT NULL AND r.p IS NOT NULL AND r.severity IS NOT NULL
  AND size([x IN cells WHERE x = cell]) = 0 THEN 'refused'
  WHEN said = 'acceptable' THEN 'accepted'
  WHEN c IS NOT NULL AND (level IS NOT NULL OR (r.p IS NOT NULL AND r.severity IS NOT NULL)) THEN 'accepted'
  ELSE 'undecided' END AS judged
WITH *
WHERE judged <> 'accepted'
WITH r, device
WHERE NOT EXISTS {
    MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)
    WHERE t.state = 'in_force' AND in_place(m, device) AND concerns(t, device) AND concerns(m, device)
  }
  OR EXISTS {
    MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)
    WHERE t.state = 'in_force' AND concerns(t, device) AND NOT EXISTS {
      MATCH (t)<-[:CONTROLS]-(m:RiskControl)
      WHERE in_place(m, device) AND concerns(m, device)
    }
  }
OPTIONAL MATCH (r)-[:ESTIMATES]->(f:HazardousSituation)
WITH DISTINCT r, device, f.key AS fact
ORDER BY device, r.key, fact
WITH r, device, collect(fact) AS facts
RETURN device, r.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
