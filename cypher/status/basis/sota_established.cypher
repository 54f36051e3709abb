// What a conclusion on the state of the art of a topic ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:StateOfTheArt)
WHERE c.kind = 'sota_established' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'state_of_the_art' AS role, '' AS via
  UNION
  MATCH (s)-[:DERIVED_FROM]->(i:Item)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'source' AS role, '' AS via
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
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
  WHERE l.state = 'in_force' AND l.purpose = 'sota'
    AND (l.executed_at IS NOT NULL OR l.hits IS NOT NULL OR l.screened IS NOT NULL OR l.included IS NOT NULL)
    AND coalesce(l.included, 1) > 0 AND NOT EXISTS { MATCH (s)-[:DERIVED_FROM]->(l) }
  RETURN l.key AS item, 'search' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (l:LiteratureSearch)
  WHERE l.state = 'in_force' AND l.purpose = 'sota'
    AND (l.executed_at IS NOT NULL OR l.hits IS NOT NULL OR l.screened IS NOT NULL OR l.included IS NOT NULL)
    AND coalesce(l.included, 1) > 0 AND NOT EXISTS { MATCH (s)-[:DERIVED_FROM]->(l) }
  RETURN l.key AS item, 'search' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
  WHERE sc.id = '*' AND l.state = 'in_force' AND l.purpose = 'sota'
    AND (l.executed_at IS NOT NULL OR l.hits IS NOT NULL OR l.screened IS NOT NULL OR l.included IS NOT NULL)
    AND coalesce(l.included, 1) > 0 AND NOT EXISTS { MATCH (s)-[:DERIVED_FROM]->(l) }
  RETURN l.key AS item, 'search' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
