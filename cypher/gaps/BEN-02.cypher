// Included target populations with an included indication of the same device (the detail) that no
// signed conclusion finds favourable together, for all or for a subset, or that one finds unfavourable
// or leaves undetermined; elements that name no device pair with those of every device. Where there is
// no population, the indication is the subject, where there is no indication, the population, until a
// favourable conclusion on benefit and risk is about it.
// title: Benefit and risk not weighed for an indication or population
// severity: blocker
// about: coverage
// reference: MEDDEV 2.7/1 rev. 4, A7.2e and A9 (4.6.2); essential requirement 1; GSPR 1 and 8
// remedy: Conclude for each pair of indication and population, or restrict the intended purpose.
// needs: IntendedUseElement
// cleared_by: benefit_risk
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)
WHERE sc.id IN $scopes
WITH sc
WHERE sc.id <> '*' OR NOT EXISTS { MATCH (o:Scope) WHERE o.id IN $scopes AND o.id <> '*' }
CALL (sc) {
  MATCH (s:Scope)
  WHERE s.id IN [sc.id, '*']
  WITH s
  MATCH (s)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE x.state = 'in_force' AND x.kind IN ['indication', 'target_population']
    AND (x.included IS NULL OR x.included = true)
  RETURN x.key AS element, x.kind AS kind
}
WITH DISTINCT sc, element, kind
WHERE element IS NOT NULL
WITH sc, element, kind
ORDER BY sc.id, element
WITH sc, collect([element, kind]) AS elements
WITH [e IN elements WHERE e[1] = 'indication' | e[0]] AS indications,
  [e IN elements WHERE e[1] = 'target_population' | e[0]] AS populations
UNWIND CASE WHEN size(populations) = 0 THEN [''] ELSE populations END AS population
WITH population, indications
UNWIND CASE WHEN size(indications) = 0 THEN [''] ELSE indications END AS indication
WITH CASE WHEN population = '' THEN indication ELSE population END AS subject, CASE
  WHEN population = '' THEN '' ELSE indication END AS detail
WITH DISTINCT subject, detail
WHERE subject IS NOT NULL AND subject <> ''
MATCH (x:Item {key: subject})
WITH x, detail
WHERE (detail = '' AND NOT EXISTS {
  MATCH (x)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'benefit_risk'
    AND q.verdict IN ['favourable', 'favourable_for_subset']
})
  OR (detail <> '' AND NOT EXISTS {
    MATCH (x)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(i:Item)
    WHERE i.key = detail AND q.state = 'in_force' AND q.kind = 'benefit_risk'
      AND q.verdict IN ['favourable', 'favourable_for_subset']
  })
  OR (detail <> '' AND EXISTS {
    MATCH (x)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(i:Item)
    WHERE i.key = detail AND q.state = 'in_force' AND q.kind = 'benefit_risk'
      AND NOT coalesce(q.verdict, '') IN ['favourable', 'favourable_for_subset']
  })
RETURN x.key AS subject, detail, '' AS severity, CASE WHEN detail = '' THEN [] ELSE [detail] END AS facts
ORDER BY subject, detail
