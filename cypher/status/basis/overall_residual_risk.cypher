// What the conclusion on the overall residual risk of a device ought to rest on. Risks that nobody concluded
// on speak for themselves.
// uses: not_yet_judged unconcluded
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
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND not_yet_judged(r, s.key)
  RETURN r.key AS item, 'risk' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(i:Harm)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND i.state = 'in_force' AND not_yet_judged(r, s.key)
  RETURN i.key AS item, 'harm' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(k:RiskControl)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND t.state = 'in_force' AND k.state = 'in_force'
    AND not_yet_judged(r, s.key)
  RETURN k.key AS item, 'control' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(k:RiskControl)
    <-[:ABOUT]-(q:Conclusion)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND t.state = 'in_force' AND k.state = 'in_force'
    AND q.state = 'in_force' AND q.kind = 'control_effective' AND not_yet_judged(r, s.key)
  RETURN q.key AS item, 'control_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND u.state = 'in_force' AND not_yet_judged(r, s.key)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND not_yet_judged(r, s.key)
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND a.state = 'in_force' AND not_yet_judged(r, s.key)
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(k:RiskControl)
    <-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND t.state = 'in_force' AND k.state = 'in_force'
    AND u.state = 'in_force' AND not_yet_judged(r, s.key) AND unconcluded(k, 'control_effective')
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(k:RiskControl)
    <-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND t.state = 'in_force' AND k.state = 'in_force'
    AND u.state = 'in_force' AND e.state = 'in_force' AND not_yet_judged(r, s.key)
    AND unconcluded(k, 'control_effective')
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(k:RiskControl)
    <-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force' AND t.state = 'in_force' AND k.state = 'in_force'
    AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
    AND not_yet_judged(r, s.key) AND unconcluded(k, 'control_effective')
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
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
