// What a conclusion that a claim is supported ought to rest on. What no conclusion on a pillar takes up, it
// takes up itself.
// uses: left_to_claim unconcluded without_pillars
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Claim)
WHERE c.kind = 'claim_supported' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (s)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  RETURN q.key AS item, 'pillar' AS role, '' AS via
  UNION
  MATCH (s)-[:STATED_IN]->(m:InformationMaterial)
  WHERE m.state = 'in_force'
  RETURN m.key AS item, 'stated_in' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND left_to_claim(s, u)
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND left_to_claim(s, u)
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND left_to_claim(s, u)
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:COVERS]->(e:IntendedUseElement)
  WHERE e.state = 'in_force' AND without_pillars(s)
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)
  WHERE t.state = 'in_force' AND without_pillars(s)
  RETURN t.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)-[:DERIVED_FROM]->(i:Evidence)
  WHERE t.state = 'in_force' AND i.state = 'in_force' AND without_pillars(s)
  RETURN i.key AS item, 'source' AS role, '' AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(t:StateOfTheArt)-[:DERIVED_FROM]->(i:Item)
  WHERE t.state = 'in_force' AND i.state = 'in_force' AND unconcluded(t, 'sota_established')
    AND without_pillars(s)
  RETURN i.key AS item, 'source' AS role, '' AS via
  UNION
  MATCH (s)-[:FOR_DEVICE]->(v:DeviceVersion)
  WHERE v.state = 'in_force' AND without_pillars(s)
  RETURN v.key AS item, 'device_version' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
