// Claims that cover no included element of the intended purpose (detail empty), and claims that
// cover an excluded or contraindicated one (the detail). Contraindications and foreseeable misuse
// attach a claim to nothing. And claims that speak of people (the detail: children, women, home and the like)
// whom no included element that they cover names: nothing asks whether these were studied.
// title: Claim detached from the intended purpose
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.2a
// remedy: Link the claim to indication, population and user, or remove it.
// needs: Claim
// subject: Claim
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(k, Claim)
  WITH k, device
  WHERE NOT EXISTS {
      MATCH (k)-[:COVERS]->(x:IntendedUseElement)
      WHERE x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
        AND NOT coalesce(x.kind, '') IN ['contraindication', 'foreseeable_misuse'] AND concerns(x, device)
    }
  RETURN device, k.key AS subject, '' AS detail, '' AS fact
  UNION
  judged(k, Claim)
  WITH k, device
  MATCH (k)-[:COVERS]->(x:IntendedUseElement)
  WHERE x.state = 'in_force' AND (x.included = false OR x.kind = 'contraindication') AND concerns(x, device)
  RETURN device, k.key AS subject, x.key AS detail, x.key AS fact
  UNION
  judged(k, Claim)
  WITH k, device
  MATCH (k)-[:COVERS]->(x:IntendedUseElement)
  WHERE size(coalesce(k.stated_people, [])) > 0 AND x.state = 'in_force'
    AND (x.included IS NULL OR x.included = true)
    AND NOT coalesce(x.kind, '') IN ['contraindication', 'foreseeable_misuse'] AND concerns(x, device)
  WITH k, device, coalesce(x.people, []) AS people
  WITH k, device, collect(people) AS covered
  UNWIND k.stated_people AS person
  WITH k, device, covered, coalesce(toString(person), '') AS person
  WITH *
  WHERE person <> 'all' AND NOT any(people IN covered WHERE any(named IN people WHERE named = person))
  RETURN device, k.key AS subject, person AS detail, '' AS fact
}
WITH DISTINCT device, subject, detail, fact
WHERE subject IS NOT NULL
RETURN device, subject, detail, '' AS severity, CASE WHEN fact = '' THEN [] ELSE [fact] END AS facts
ORDER BY device, subject, detail
