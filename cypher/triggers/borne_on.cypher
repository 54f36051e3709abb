// What the uses of evidence bear on and what new information can be raised on.
// params: keys
// returns: evidence, key
UNWIND $keys AS wanted
MATCH (e:Item {key: wanted})<-[:USES]-(u:EvidenceUse)
WHERE u.state = 'in_force'
WITH e, u
CALL (u) {
  MATCH (u)-[:BEARS_ON]->(t:Item)
  WHERE t.state = 'in_force'
    AND t.type IN ['Benefit', 'Claim', 'ComplianceRecord', 'Hazard', 'HazardousSituation',
    'ResidualUncertainty', 'Risk', 'RiskControl', 'SideEffect', 'StateOfTheArt', 'UseScenario']
  RETURN t.key AS found
  UNION
  MATCH (u)-[:BEARS_ON]->(r:CharacteristicComparison)-[:COMPARES]->(t:ComparatorDevice)
  WHERE r.state = 'in_force' AND t.state = 'in_force'
  RETURN t.key AS found
  UNION
  MATCH (u)-[:BEARS_ON]->(i:DesignItem)-[:IMPLEMENTS]->(t:RiskControl)
  WHERE i.state = 'in_force' AND t.state = 'in_force'
  RETURN t.key AS found
  UNION
  MATCH (u)-[:BEARS_ON]->(i:DesignItem)<-[:IMPLEMENTED_BY]-(t:RiskControl)
  WHERE i.state = 'in_force' AND t.state = 'in_force'
  RETURN t.key AS found
}
WITH e, found
WHERE found IS NOT NULL
RETURN DISTINCT e.key AS evidence, found AS key
ORDER BY evidence, key
