// Initial risks that are not recorded as acceptable, with a situation that no implemented control
// reduces. An estimate without a decision on acceptability is taken as not acceptable; proposed
// and retired controls reduce nothing.
// title: Risk above criteria without control
// severity: blocker
// reference: ISO 14971 6 and 7.1; essential requirement 2
// remedy: Add controls in the order of priority.
// needs: Risk
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)
WHERE sc.id IN $scopes AND r.state = 'in_force'
  AND r.stage = 'initial'
  AND coalesce(r.acceptability, 'undecided') <> 'acceptable'
WITH DISTINCT r
WITH *
WHERE NOT EXISTS { MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl) WHERE t.state = 'in_force' AND m.state = 'in_force' AND coalesce(m.status, 'implemented') = 'implemented' }
  OR EXISTS {
    MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)
    WHERE t.state = 'in_force' AND NOT EXISTS { MATCH (t)<-[:CONTROLS]-(m:RiskControl) WHERE m.state = 'in_force' AND coalesce(m.status, 'implemented') = 'implemented' }
  }
OPTIONAL MATCH (r)-[:ESTIMATES]->(f:HazardousSituation)
WITH DISTINCT r, f.key AS fact
ORDER BY r.key, fact
WITH r, collect(fact) AS facts
RETURN r.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
