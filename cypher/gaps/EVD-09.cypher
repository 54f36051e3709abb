// Benefits, and uses that do not contradict, that rely on a surrogate endpoint without saying why it
// is valid. A use is found through what it bears on, through its evidence's device or its own; one
// that bears on nothing is found for every device.
// title: Surrogate endpoint not validated
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.2 and A7.2c
// remedy: Show from literature that the surrogate is valid, or use a direct endpoint.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND u.state = 'in_force' AND u.surrogate = true
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)<-[:USES]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force' AND u.surrogate = true
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force' AND u.surrogate = true
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND u.state = 'in_force' AND u.surrogate = true AND NOT EXISTS {
    MATCH (u)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(o:Scope)
  }
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(b:Benefit)
  WHERE sc.id IN $scopes AND b.state = 'in_force'
  RETURN b.key AS found
}
WITH found
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i
WHERE i.surrogate = true AND coalesce(i.surrogate_validity, '') = ''
  AND coalesce(i.direction, '') <> 'contradicts'
OPTIONAL MATCH (i)-[:USES|BEARS_ON]->(f:Item)
WITH DISTINCT i, f.key AS fact
ORDER BY i.key, fact
WITH i, collect(fact) AS facts
RETURN i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
