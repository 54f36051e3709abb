// The N12 category of each intended purpose that a claim belongs to, as the role of the purpose: a purpose of
// its devices, for its module or for all. Lay users without the support of a specialist count as the graver
// situation. Each scope is read once, however many conclusions ask.
// uses: argued_by_itself
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Claim)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE argued_by_itself(c, s)
WITH DISTINCT sc.id AS scope, coalesce(s.module, '') AS module, c.key AS conclusion
ORDER BY scope, module, conclusion
WITH scope, module, collect(conclusion) AS conclusions
MATCH (o:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
WHERE (scope = '*' OR o.id = scope OR o.id = '*') AND p.state = 'in_force' AND p.n12_category IS NOT NULL
  AND (p.module IS NULL OR p.module = module)
WITH DISTINCT conclusions, p
OPTIONAL MATCH (p)-[:HAS_ELEMENT]->(x:IntendedUseElement)
WHERE x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
  AND (x.included IS NULL OR x.included = true)
WITH conclusions, p, count(x) AS lay
WITH conclusions, p.key AS item, CASE WHEN lay > 0 THEN 'category_' + p.n12_lay_category
  ELSE 'category_' + p.n12_category END AS role
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
