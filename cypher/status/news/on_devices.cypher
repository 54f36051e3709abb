// What was told of devices as a whole: for benefit and risk, the overall residual risk, the need of follow-up
// and the evaluation their periodic reports, against and open; for the overall residual risk also what
// nothing else picks up, since it is about nothing in force, or about something on which nobody concludes.
// uses: unclaimed
// params: keys
// returns: item, news, role, standing
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WHERE c.kind IN ['benefit_risk', 'cer_overall', 'overall_residual_risk', 'pmcf_need']
MATCH (c)-[:ABOUT]->(s:Item)
WHERE s.state = 'in_force'
WITH DISTINCT c, s
CALL (c, s) {
  MATCH (s)-[:IN_SCOPE]->(m:Scope)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:PmsReport)
  WHERE (m.id = '*' OR sc.id = m.id OR sc.id = '*') AND r.state = 'in_force'
    AND (r.outcome IS NULL OR r.outcome = 'contradicts')
  RETURN r.key AS news, 'contradicting_report' AS role, CASE WHEN r.outcome = 'contradicts' THEN 'against'
    ELSE 'open' END AS standing
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(g:SafetySignal)
  WHERE c.kind = 'overall_residual_risk' AND sc.id IN [s.key, '*'] AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') <> 'assessed_no_impact'
    AND NOT EXISTS { MATCH (g)-[:RAISES]->(t:Item) WHERE t.state = 'in_force' }
  RETURN g.key AS news, 'signal' AS role, CASE WHEN g.assessment_status = 'assessed_impact' THEN 'against'
    ELSE 'open' END AS standing
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(g:SafetySignal)-[:RAISES]->(t:Item)
  WHERE c.kind = 'overall_residual_risk' AND sc.id IN [s.key, '*'] AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') <> 'assessed_no_impact' AND t.state = 'in_force'
    AND unclaimed(t, s)
  RETURN g.key AS news, 'signal' AS role, CASE WHEN g.assessment_status = 'assessed_impact' THEN 'against'
    ELSE 'open' END AS standing
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:PmcfActivity)
  WHERE c.kind = 'overall_residual_risk' AND sc.id IN [s.key, '*'] AND a.state = 'in_force'
    AND a.outcome = 'contradicts'
    AND NOT EXISTS { MATCH (a)-[:ADDRESSES]->(t:Item) WHERE t.state = 'in_force' }
  RETURN a.key AS news, 'contradicting_follow_up' AS role, 'against' AS standing
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:PmcfActivity)-[:ADDRESSES]->(t:Item)
  WHERE c.kind = 'overall_residual_risk' AND sc.id IN [s.key, '*'] AND a.state = 'in_force'
    AND a.outcome = 'contradicts' AND t.state = 'in_force' AND unclaimed(t, s)
  RETURN a.key AS news, 'contradicting_follow_up' AS role, 'against' AS standing
}
WITH c, news, role, standing
WHERE news IS NOT NULL
RETURN DISTINCT c.key AS item, news, role, standing
ORDER BY item, news, role
