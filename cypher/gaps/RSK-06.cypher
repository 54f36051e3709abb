// Residual risks that are not acceptable and that no benefit-risk analysis answers: concluded on as
// not acceptable (the detail: verdict), or not within the criteria by their estimate or undecided
// (detail estimate) while no conclusion in force finds them acceptable by benefit-risk. Such a
// conclusion counts when it gives its rationale or rests on a favourable conclusion on benefit and
// risk; one that finds the risk acceptable as it is answers an estimate without a decision only.
// Initial estimates that were concluded on are asked as well.
// title: Unacceptable residual risk without benefit-risk analysis
// severity: blocker
// reference: ISO 14971 7.4; essential requirement 1; GSPR 1 and 8
// remedy: Weigh the risk against the benefit and sign it with the rationale, or change the design.
// needs: Risk
// subject: Risk
// cleared_by: risk_acceptable only verdict
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(r, Risk)
WITH DISTINCT r, device
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
OPTIONAL MATCH (r)<-[:ABOUT]-(q:Conclusion)
WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable' AND concerns(q, device)
WITH r, device, judged, q.key AS asked, q.verdict AS verdict, coalesce(q.rationale, '') AS rationale
OPTIONAL MATCH (r)<-[:ABOUT]-(k:Conclusion)-[:RESTS_ON]->(b:Conclusion)
WHERE k.key = asked AND b.state = 'in_force' AND b.kind = 'benefit_risk'
  AND b.verdict IN ['favourable', 'favourable_for_subset'] AND concerns(b, device)
WITH r, device, judged, asked, verdict, rationale, count(b) AS weighed
WITH r, device, judged, asked,
  CASE WHEN verdict = 'not_acceptable' AND weighed = 0 THEN 1 ELSE 0 END AS refusal,
  CASE WHEN verdict = 'acceptable_by_benefit_risk'
    AND (rationale <> '' OR weighed > 0) THEN 1 WHEN verdict = 'not_acceptable'
    AND weighed > 0 THEN 1 ELSE 0 END AS analysis,
  CASE WHEN verdict = 'acceptable' THEN 1 ELSE 0 END AS acceptance
ORDER BY device, r.key, asked
WITH r, device, judged, collect(asked) AS facts, sum(refusal) AS refusals, sum(analysis) AS analyses,
  sum(acceptance) AS acceptances
WITH r, device, facts, CASE
  WHEN refusals > 0 THEN 'verdict'
  WHEN r.stage <> 'residual' OR judged = 'accepted' OR analyses > 0 THEN ''
  WHEN judged = 'undecided' AND acceptances > 0 THEN ''
  ELSE 'estimate' END AS detail
WITH *
WHERE detail <> ''
RETURN device, r.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
