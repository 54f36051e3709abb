// What a conclusion on equivalence to one comparator ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:ComparatorDevice)
WHERE c.kind = 'equivalence' AND s.state = 'in_force'
WITH c, s
CALL (c, s) {
  RETURN s.key AS item, 'comparator' AS role, '' AS via
  UNION
  MATCH (s)<-[:COMPARES]-(r:CharacteristicComparison)
  WHERE r.state = 'in_force'
  RETURN r.key AS item, 'comparison' AS role, '' AS via
  UNION
  MATCH (s)<-[:COMPARES]-(r:CharacteristicComparison)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND r.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:COMPARES]-(r:CharacteristicComparison)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND r.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:COMPARES]-(r:CharacteristicComparison)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND r.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)<-[:COMPARES]-(r:CharacteristicComparison)-[:COMPARES_ELEMENT]->(e:IntendedUseElement)
  WHERE r.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'compared_element' AS role, '' AS via
  UNION
  MATCH (s)-[:FOR_DEVICE]->(v:DeviceVersion)-[:IN_SCOPE]->(o:Scope)
  MATCH (c)-[:IN_SCOPE]->(own:Scope)
  WHERE v.state = 'in_force' AND (own.id = '*' OR o.id IN [own.id, '*'])
  RETURN v.key AS item, 'device_version' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
