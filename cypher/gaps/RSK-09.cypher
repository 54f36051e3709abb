// Initial risks that are not acceptable, with a situation (the detail) that is reduced by nothing but
// information for safety, training or what is left to the deploying organisation, where no such control
// says why no option higher in the order was used. What is acceptable is decided as in RSK-02; controls
// that are proposed, retired or concluded not to be effective reduce nothing.
// title: Information-only control
// severity: major
// reference: essential requirement 2; GSPR 4; ISO 14971 7.1
// remedy: Add a measure in the design or a protective one, or justify in the control why there is none.
// needs: RiskControl
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
MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)
WHERE t.state = 'in_force' AND in_place(m, device) AND concerns(t, device) AND concerns(m, device)
WITH DISTINCT r, device, t, m
ORDER BY device, r.key, t.key, m.key
WITH r, device, t, collect(m.key) AS facts,
  sum(CASE WHEN m.control_type IN ['inherent_safety', 'protective_measure']
    OR coalesce(m.option_rationale, '') <> '' THEN 1 ELSE 0 END) AS answers
WITH *
WHERE answers = 0
RETURN device, r.key AS subject, t.key AS detail, '' AS severity, facts
ORDER BY device, subject, detail
