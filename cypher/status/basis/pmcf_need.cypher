// What the conclusion on post-market clinical follow-up ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Device)
WHERE c.kind = 'pmcf_need' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:ResidualUncertainty)
  WHERE sc.id IN [s.key, '*'] AND q.state = 'in_force'
  RETURN q.key AS item, 'uncertainty' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:ResidualUncertainty)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN [s.key, '*'] AND q.state = 'in_force' AND u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:ResidualUncertainty)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE sc.id IN [s.key, '*'] AND q.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:ResidualUncertainty)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE sc.id IN [s.key, '*'] AND q.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(p:PmsPlan)
  WHERE sc.id IN [s.key, '*'] AND p.state = 'in_force'
  RETURN p.key AS item, 'plan' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:PmcfActivity)
  WHERE sc.id IN [s.key, '*'] AND a.state = 'in_force'
  RETURN a.key AS item, CASE WHEN a.outcome = 'contradicts' THEN 'contradicting_follow_up'
    ELSE 'activity' END AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(g:SafetySignal)
  WHERE sc.id IN [s.key, '*'] AND g.state = 'in_force' AND g.assessment_status = 'assessed_impact'
  RETURN g.key AS item, 'signal' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:RegulatoryProfile)
  WHERE sc.id IN [s.key, '*'] AND r.state = 'in_force'
  RETURN r.key AS item, 'class' AS role, '' AS via
  UNION
  RETURN s.key AS item, 'device' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
