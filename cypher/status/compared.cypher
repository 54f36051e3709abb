// The uses of data of another device behind which these items stand, as the comparator, as how it
// compares, or as what is concluded on it.
// params: keys
// returns: key
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:ComparatorDevice)
  RETURN x.key AS comparator
  UNION
  MATCH (x:CharacteristicComparison)-[:COMPARES]->(d:ComparatorDevice)
  RETURN d.key AS comparator
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(d:ComparatorDevice)
  RETURN d.key AS comparator
}
WITH DISTINCT comparator
WHERE comparator IS NOT NULL
MATCH (d:Item {key: comparator})<-[:GENERATED_WITH|COMPARES]-(:Item)<-[:USES|BEARS_ON]-(u:EvidenceUse)
RETURN DISTINCT u.key AS key
ORDER BY key
