// Included target populations with an included indication of the same device (the detail) that no
// signed conclusion finds favourable together, for all or for a subset, or that one finds unfavourable
// or leaves undetermined; elements that name no device pair with those of every device. Where there is
// no population, the indication is the subject, where there is no indication, the population, until a
// favourable conclusion on benefit and risk is about it.
// title: Benefit and risk not weighed for an indication or population
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, A7.2e and A9 (4.6.2); essential requirement 1
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
  MATCH (s:Scope)<-[:IN_SCOPE]-(i:IntendedUseElement)
  MATCH (z:Scope)<-[:IN_SCOPE]-(p:IntendedUseElement)
  WHERE (s.id = sc.id OR s.id = '*') AND (z.id = sc.id OR z.id = '*')
    AND i.state = 'in_force' AND i.kind = 'indication' AND (i.included IS NULL OR i.included = true)
    AND p.state = 'in_force' AND p.kind = 'target_population' AND (p.included IS NULL OR p.included = true)
    AND NOT EXISTS { MATCH (i)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(p) WHERE q.state = 'in_force' AND q.kind = 'benefit_risk' AND q.verdict IN ['favourable', 'favourable_for_subset'] }
  RETURN p.key AS subject, i.key AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(i:IntendedUseElement)
  WHERE (s.id = sc.id OR s.id = '*') AND i.state = 'in_force' AND i.kind IN ['indication', 'target_population'] AND (i.included IS NULL OR i.included = true)
    AND NOT EXISTS { MATCH (i)<-[:ABOUT]-(q:Conclusion) WHERE q.state = 'in_force' AND q.kind = 'benefit_risk' AND q.verdict IN ['favourable', 'favourable_for_subset'] }
    AND NOT EXISTS {
      MATCH (z:Scope)<-[:IN_SCOPE]-(p:IntendedUseElement)
      WHERE (z.id = sc.id OR z.id = '*') AND p.state = 'in_force' AND p.kind IN ['indication', 'target_population'] AND p.kind <> i.kind AND (p.included IS NULL OR p.included = true)
    }
  RETURN i.key AS subject, '' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(i:IntendedUseElement)<-[:ABOUT]-(q:Conclusion)-[:ABOUT]->(p:IntendedUseElement)-[:IN_SCOPE]->(z:Scope)
  WHERE (s.id = sc.id OR s.id = '*') AND (z.id = sc.id OR z.id = '*')
    AND i.state = 'in_force' AND i.kind = 'indication' AND (i.included IS NULL OR i.included = true)
    AND p.state = 'in_force' AND p.kind = 'target_population' AND (p.included IS NULL OR p.included = true)
    AND q.state = 'in_force' AND q.kind = 'benefit_risk' AND NOT coalesce(q.verdict, '') IN ['favourable', 'favourable_for_subset']
  RETURN p.key AS subject, i.key AS detail
}
WITH DISTINCT subject, detail
RETURN subject, detail, '' AS severity, CASE WHEN detail = '' THEN [] ELSE [detail] END AS facts
ORDER BY subject, detail
