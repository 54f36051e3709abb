// Printed statements that name a claim and print what the claim does not: a figure, people, a
// condition, a comparison, or that nothing can happen (absolute). Listed for a person to compare. The
// detail names the claim and what differs; figures of the target, and people and conditions of the
// covered elements, are known of the claim.
// title: Printed statement to compare with its claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.1; EU MDR art. 7
// remedy: Compare the statement with the claim, and change what goes beyond it.
// needs: InformationMaterial Claim
// subject: InformationMaterial
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(m, InformationMaterial)
  WITH DISTINCT m, device
  UNWIND range(0, size(coalesce(m.claimed_keys, [])) - 1) AS i
  WITH m, device, m.claimed_keys[i] AS claim, m.claiming_figures[i] AS figures,
    m.claiming_people[i] AS people, m.claiming_matters[i] AS matters
  MATCH (k:Item {key: claim})
  WHERE k.type = 'Claim' AND k.state = 'in_force' AND concerns(k, device)
  RETURN device, m.key AS material, k.key AS claim, figures, people, matters
  UNION
  judged(m, InformationMaterial)
  WITH DISTINCT m, device
  MATCH (m)<-[:STATED_IN]-(k:Claim)
  WHERE k.state = 'in_force' AND concerns(k, device)
  WITH DISTINCT m, device, k
  UNWIND range(0, size(coalesce(m.printed_metrics, [])) - 1) AS i
  WITH m, device, k, i, m.printed_metrics[i] AS metric
  WHERE metric = k.stated_metric
  RETURN device, m.key AS material, k.key AS claim, m.printed_figures[i] AS figures, '' AS people,
    '' AS matters
}
WITH device, material, claim, split(figures, ' ') AS figures, split(people, ' ') AS people,
  split(matters, ' ') AS matters
WHERE claim IS NOT NULL
MATCH (k:Item {key: claim})
WITH device, material, k, figures, people, matters
OPTIONAL MATCH (k)-[:COVERS]->(x:IntendedUseElement)
WHERE x.state = 'in_force'
WITH device, material, k, figures, people, matters, coalesce(x.key, '') AS element,
  coalesce(x.people, []) + coalesce(x.matters, []) AS covered
ORDER BY device, material, k.key, element
WITH device, material, k, figures, people, matters, collect(covered) AS covered
WITH device, material, k, figures, people, covered,
  [w IN matters WHERE w <> '' AND NOT coalesce(w, '') IN coalesce(k.stated_matters, [])] AS matters
WITH device, material, k, CASE
    WHEN size([f IN figures WHERE f <> ''
    AND NOT coalesce(f, '') IN coalesce(k.stated_figures, [])]) > 0 THEN ['figure']
    ELSE [] END
  + CASE
    WHEN size([p IN people WHERE p <> '' AND NOT coalesce(p, '') IN coalesce(k.stated_people, [])
      AND NOT any(w IN covered WHERE coalesce(p, '') IN w)]) > 0 THEN ['people']
    ELSE [] END
  + [w IN matters WHERE w IN ['absolute', 'comparison']]
  + CASE
    WHEN size([w IN matters WHERE NOT coalesce(w, '') IN ['absolute', 'comparison']
      AND NOT any(c IN covered WHERE coalesce(w, '') IN c)]) > 0 THEN ['condition']
    ELSE [] END AS details
UNWIND details AS what
RETURN DISTINCT device, material AS subject, k.key + ' ' + what AS detail, '' AS severity, [k.key] AS facts
ORDER BY device, subject, detail
