// What the conclusion on the overall residual risk of a device ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Device)
WHERE c.kind = 'overall_residual_risk' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'characteristics' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(h:Hazard)
  WHERE sc.id IN [s.key, '*'] AND h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE sc.id IN [s.key, '*'] AND t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'risk_acceptable'
  RETURN q.key AS item, 'risk_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(b:Benefit)
  WHERE sc.id IN [s.key, '*'] AND b.state = 'in_force'
  RETURN b.key AS item, 'benefit' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:JUDGED_BY]->(k:RiskCriteria)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND k.state = 'in_force'
  RETURN k.key AS item, 'criteria' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
  WHERE sc.id IN [s.key, '*'] AND l.state = 'in_force' AND l.purpose IN ['risk', 'pms']
    AND (l.executed_at IS NOT NULL OR l.hits IS NOT NULL OR l.screened IS NOT NULL OR l.included IS NOT NULL)
    AND coalesce(l.included, 1) > 0
  RETURN l.key AS item, 'search' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
