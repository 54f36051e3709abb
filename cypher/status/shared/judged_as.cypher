// The regulatory profiles by which a device is judged whose equivalence is concluded: law and class decide
// what equivalence asks for (MEDDEV 2.7/1 rev. 4, A1; Regulation (EU) 2017/745 article 61(4) and (5) and
// Annex XIV A 3). A conclusion that names its device is not argued with by the profiles of another that
// shares the comparator. Each scope is read once, however many conclusions ask.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
MATCH (c)-[:IN_SCOPE]->(own:Scope)
WHERE s.state = 'in_force'
WITH DISTINCT c.key AS conclusion, CASE
  WHEN own.id = '*' OR own.id = sc.id THEN sc.id
  WHEN sc.id = '*' THEN own.id
  ELSE '' END AS scope
WITH *
WHERE scope <> ''
WITH scope, conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
MATCH (o:Scope)<-[:IN_SCOPE]-(r:RegulatoryProfile)
WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND r.state = 'in_force'
WITH DISTINCT conclusions, r.key AS item
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item
RETURN conclusion, item, 'class' AS role, '' AS via
ORDER BY conclusion, item, role
