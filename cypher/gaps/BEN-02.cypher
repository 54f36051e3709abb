// Included target populations with an included indication of the same device (the detail) that no
// signed conclusion finds favourable together, for all or for a subset, or that one finds unfavourable
// or leaves undetermined; elements that name no device pair with those of every device. A conclusion
// answers for the devices that it names; where it names none, for one device that its elements name alone,
// or that is the only one of the file. Where there is
// no population, the indication is the subject, where there is no indication, the population, until a
// favourable conclusion on benefit and risk is about it.
// title: Benefit and risk not weighed for an indication or population
// severity: blocker
// about: coverage
// reference: MEDDEV 2.7/1 rev. 4, A7.2e and A9 (4.6.2); essential requirement 1; GSPR 1 and 8
// remedy: Conclude for each pair of indication and population, or restrict the intended purpose.
// needs: IntendedUseElement
// subject: IntendedUseElement
// cleared_by: benefit_risk
// waiver: yes
// uses: concerns judged meant_for
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(e, IntendedUseElement)
WITH e, device
WHERE e.kind IN ['indication', 'target_population'] AND (e.included IS NULL OR e.included = true)
WITH DISTINCT device, e.key AS element, e.kind AS kind
ORDER BY device, element
WITH device, collect([element, kind]) AS elements
WITH device, [e IN elements WHERE e[1] = 'indication' | e[0]] AS indications,
  [e IN elements WHERE e[1] = 'target_population' | e[0]] AS populations
WITH device, CASE WHEN size(populations) = 0 THEN [''] ELSE populations END AS populations,
  CASE WHEN size(indications) = 0 THEN [''] ELSE indications END AS indications
UNWIND populations AS population
WITH device, population, indications
UNWIND indications AS indication
WITH device, CASE WHEN population = '' THEN indication ELSE population END AS subject, CASE
  WHEN population = '' THEN '' ELSE indication END AS detail
WITH DISTINCT device, subject, detail
WHERE subject IS NOT NULL AND subject <> ''
MATCH (x:Item {key: subject})
WITH x, device, detail
WHERE (detail = '' AND NOT EXISTS {
  MATCH (x)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'benefit_risk'
    AND q.verdict IN ['favourable', 'favourable_for_subset'] AND meant_for(q, x, device)
})
  OR (detail <> '' AND NOT EXISTS {
    MATCH (x)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(i:Item)
    WHERE i.key = detail AND q.state = 'in_force' AND q.kind = 'benefit_risk'
      AND q.verdict IN ['favourable', 'favourable_for_subset']
    WITH *
    WHERE (meant_for(q, x, device)) OR (meant_for(q, i, device))
    RETURN 1 AS one
  })
  OR (detail <> '' AND EXISTS {
    MATCH (x)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(i:Item)
    WHERE i.key = detail AND q.state = 'in_force' AND q.kind = 'benefit_risk'
      AND NOT coalesce(q.verdict, '') IN ['favourable', 'favourable_for_subset'] AND concerns(q, device)
  })
RETURN device, x.key AS subject, detail, '' AS severity, CASE
  WHEN detail = '' THEN [] ELSE [detail] END AS facts
ORDER BY device, subject, detail
