// Signed conclusions on equivalence that concern more than one comparator: by what they are about, by
// the comparators, or the rows of comparison, that they rest on.
// title: Equivalence pooled across devices
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4 A1, with note 14
// remedy: Make one conclusion for each comparator.
// needs: Conclusion
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(q:Conclusion)
WHERE sc.id IN $scopes AND q.state = 'in_force' AND q.kind = 'equivalence'
WITH DISTINCT q
CALL (q) {
  MATCH (q)-[:ABOUT|RESTS_ON|ALSO_RESTS_ON]->(c:ComparatorDevice)
  RETURN c.key AS comparator
  UNION
  MATCH (q)-[:RESTS_ON|ALSO_RESTS_ON]->(r:CharacteristicComparison)-[:COMPARES]->(c:ComparatorDevice)
  RETURN c.key AS comparator
}
WITH DISTINCT q, comparator
ORDER BY q.key, comparator
WITH q, collect(comparator) AS facts
WITH *
WHERE size(facts) > 1
RETURN q.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
