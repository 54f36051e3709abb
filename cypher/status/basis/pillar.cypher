// What a conclusion on a pillar of a claim ought to rest on.
// uses: speaks_for_pillar unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Claim)
WHERE c.kind STARTS WITH 'pillar_' AND s.state = 'in_force'
WITH c, s, replace(c.kind, 'pillar_', '') AS pillar
CALL (s, pillar) {
  RETURN s.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (s)-[:COVERS]->(e:IntendedUseElement)
  WHERE e.state = 'in_force'
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND speaks_for_pillar(u, pillar)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND speaks_for_pillar(u, pillar)
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
    AND speaks_for_pillar(u, pillar)
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)<-[:SUFFICES_FOR]-(g:EvidenceSet)
  WHERE g.state = 'in_force' AND g.pillar = pillar
  RETURN g.key AS item, 'evidence_set' AS role, '' AS via
  UNION
  MATCH (s)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)
  WHERE g.state = 'in_force' AND u.state = 'in_force' AND g.pillar = pillar
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE g.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND g.pillar = pillar
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE g.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
    AND g.pillar = pillar
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)
  WHERE t.state = 'in_force'
  RETURN t.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)-[:DERIVED_FROM]->(i:Evidence)
  WHERE t.state = 'in_force' AND i.state = 'in_force'
  RETURN i.key AS item, 'source' AS role, '' AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)-[:DERIVED_FROM]->(i:Item)
  WHERE t.state = 'in_force' AND i.state = 'in_force' AND unconcluded(t, 'sota_established')
  RETURN i.key AS item, 'source' AS role, '' AS via
  UNION
  MATCH (s)-[:FOR_DEVICE]->(v:DeviceVersion)
  WHERE v.state = 'in_force'
  RETURN v.key AS item, 'device_version' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
