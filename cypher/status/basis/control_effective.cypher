// What a conclusion on the effect of a risk control ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:RiskControl)
WHERE c.kind = 'control_effective' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'control' AS role, '' AS via
  UNION
  MATCH (s)-[:IMPLEMENTED_BY]->(i:Item)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'implementation' AS role, '' AS via
  UNION
  MATCH (s)<-[:IMPLEMENTS]-(i:DesignItem)
  WHERE i.state = 'in_force'
  RETURN i.key AS item, 'implementation' AS role, '' AS via
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
  MATCH (s)-[:IMPLEMENTED_BY]->(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE i.state = 'in_force' AND u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)-[:IMPLEMENTED_BY]->(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE i.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)-[:IMPLEMENTED_BY]->(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE i.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)<-[:IMPLEMENTS]-(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE i.state = 'in_force' AND u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:IMPLEMENTS]-(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE i.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:IMPLEMENTS]-(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE i.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:DEPENDS_ON]->(x:IntendedUseElement)
  WHERE x.state = 'in_force'
  RETURN x.key AS item, 'depended_on' AS role, '' AS via
  UNION
  MATCH (s)-[:FOR_DEVICE]->(v:DeviceVersion)
  WHERE v.state = 'in_force'
  RETURN v.key AS item, 'device_version' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
