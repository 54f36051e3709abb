// What stands behind these items, one step further, and as what: what evidence draws on, what a design
// item fulfils, and, behind the use of data of another device, that it is equivalent: what is concluded on
// that, or the comparator and how it compares while nobody did (MEDDEV 2.7/1 rev. 4, A1).
// uses: of_equivalent_device unconcluded
// params: keys
// returns: item, role, behind
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})
WITH i
CALL (i) {
  MATCH (i)-[:DRAWS_ON]->(t:Item)
  WHERE t.state = 'in_force'
  RETURN 'drawn_on' AS role, t.key AS behind
  UNION
  MATCH (i)-[:FULFILS]->(t:Item)
  WHERE t.state = 'in_force'
  RETURN 'need' AS role, t.key AS behind
  UNION
  MATCH (i:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE e.state = 'in_force' AND of_equivalent_device(i, e)
  MATCH (i)-[:USES|BEARS_ON]->(m:Item)-[:GENERATED_WITH|COMPARES]->(d:ComparatorDevice)
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE m.state = 'in_force' AND d.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'equivalence'
  RETURN 'equivalence' AS role, q.key AS behind
  UNION
  MATCH (i:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE e.state = 'in_force' AND of_equivalent_device(i, e)
  MATCH (i)-[:USES|BEARS_ON]->(m:Item)-[:GENERATED_WITH|COMPARES]->(d:ComparatorDevice)
  WHERE m.state = 'in_force' AND d.state = 'in_force' AND unconcluded(d, 'equivalence')
  RETURN 'comparator' AS role, d.key AS behind
  UNION
  MATCH (i:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE e.state = 'in_force' AND of_equivalent_device(i, e)
  MATCH (i)-[:USES|BEARS_ON]->(m:Item)-[:GENERATED_WITH|COMPARES]->(d:ComparatorDevice)
  MATCH (d)<-[:COMPARES]-(r:CharacteristicComparison)
  WHERE m.state = 'in_force' AND d.state = 'in_force' AND r.state = 'in_force'
    AND unconcluded(d, 'equivalence')
  RETURN 'comparison' AS role, r.key AS behind
}
WITH i, role, behind
WHERE behind IS NOT NULL
RETURN DISTINCT i.key AS item, role, behind
ORDER BY item, role, behind
