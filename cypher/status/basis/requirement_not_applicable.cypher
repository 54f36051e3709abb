// What a conclusion that a requirement does not apply ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:ComplianceRecord)
WHERE c.kind = 'requirement_not_applicable' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'record' AS role, '' AS via
  UNION
  MATCH (s)-[:SATISFIES]->(r:Requirement)
  WHERE r.state = 'in_force'
  RETURN r.key AS item, 'requirement' AS role, '' AS via
  UNION
  MATCH (s)-[:FOR_DEVICE]->(d:Item)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'device' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'device' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'device' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE e.state = 'in_force'
  RETURN e.key AS item, 'described_by' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (e:IntendedUseElement)
  WHERE e.state = 'in_force'
  RETURN e.key AS item, 'described_by' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE sc.id = '*' AND e.state = 'in_force'
  RETURN e.key AS item, 'described_by' AS role, '' AS via
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
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
