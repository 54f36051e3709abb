// What a conclusion that a claim is supported ought to rest on.
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
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
