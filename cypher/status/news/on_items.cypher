// What was told of these items after the market and speaks against them, or may: signals that were assessed
// with an impact, follow-up and reports that contradict (standing against); signals that nobody assessed and
// reports without an outcome (standing open).
// params: keys
// returns: item, news, role, standing
UNWIND $keys AS wanted
MATCH (t:Item {key: wanted})
WHERE t.state = 'in_force'
WITH t
CALL (t) {
  MATCH (t)<-[:RAISES]-(g:SafetySignal)
  WHERE g.state = 'in_force' AND coalesce(g.assessment_status, 'new') <> 'assessed_no_impact'
  RETURN g.key AS news, 'signal' AS role, CASE WHEN g.assessment_status = 'assessed_impact' THEN 'against'
    ELSE 'open' END AS standing
  UNION
  MATCH (t)<-[:ADDRESSES]-(a:PmcfActivity)
  WHERE a.state = 'in_force' AND a.outcome = 'contradicts'
  RETURN a.key AS news, 'contradicting_follow_up' AS role, 'against' AS standing
  UNION
  MATCH (t)<-[:ADDRESSES]-(r:PmsReport)
  WHERE r.state = 'in_force' AND (r.outcome IS NULL OR r.outcome = 'contradicts')
  RETURN r.key AS news, 'contradicting_report' AS role, CASE WHEN r.outcome = 'contradicts' THEN 'against'
    ELSE 'open' END AS standing
}
WITH t, news, role, standing
WHERE news IS NOT NULL
RETURN DISTINCT t.key AS item, news, role, standing
ORDER BY item, news, role
