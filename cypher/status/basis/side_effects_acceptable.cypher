// What a conclusion on undesirable side-effects ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)
WHERE c.kind = 'side_effects_acceptable' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  WITH s
  WHERE s.type = 'Device'
  RETURN s.key AS item, 'subject' AS role, '' AS via
  UNION
  MATCH (s)<-[:FOR_DEVICE]-(f:SideEffect)
  WHERE f.state = 'in_force'
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE sc.id IN [s.key, '*'] AND s.type = 'Device' AND f.state = 'in_force'
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
  UNION
  WITH s
  WHERE s.type = 'SideEffect'
  RETURN s.key AS item, 'side_effect' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)<-[:FOR_DEVICE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND f.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:FOR_DEVICE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND f.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:FOR_DEVICE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND f.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND sc.id IN [s.key, '*'] AND s.type = 'Device' AND f.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND sc.id IN [s.key, '*'] AND s.type = 'Device'
    AND f.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND sc.id IN [s.key, '*']
    AND s.type = 'Device' AND f.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(k:StateOfTheArt)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)-[:CRITERION_FROM]->(k:StateOfTheArt)
  WHERE sc.id IN [s.key, '*'] AND s.type = 'Device' AND f.state = 'in_force' AND k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
