// Conclusions in force without any signature, or that rest on nothing (the detail: signatures,
// basis). Which meanings a maker asks for is not looked at. A conclusion is found through what it
// is about or through its own device; one about nothing is found for every device.
// title: Conclusion unsigned or resting on nothing
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 11; 21 CFR 11.50
// remedy: Sign the conclusion, and give it a basis.
// needs: Conclusion
// cleared_by: any
// waiver: yes except basis
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id IN $scopes AND q.state = 'in_force'
  RETURN q.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND q.state = 'in_force'
  RETURN q.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
  WHERE sc.id IN $scopes AND q.state = 'in_force' AND NOT EXISTS { MATCH (q)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope) }
  RETURN q.key AS found
}
WITH found
WHERE found IS NOT NULL
MATCH (q:Item {key: found})
WITH q
WITH q, CASE WHEN EXISTS { MATCH (q)-[:RESTS_ON]->(i:Item) } THEN [] ELSE ['basis'] END AS basis, CASE WHEN size(coalesce(q.signature_meanings, [])) > 0 THEN [] ELSE ['signatures'] END AS signatures
WITH q, basis + signatures AS details
UNWIND details AS detail
RETURN DISTINCT q.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY subject, detail
