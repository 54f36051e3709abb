// Printed statements that name a claim and print a figure, or people, that the claim does not: listed for a
// person to
// compare. The detail names the claim and what differs; figures of the target and people of the covered
// elements are known of the claim.
// title: Printed statement to compare with its claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.1; EU MDR art. 7
// remedy: Compare the statement with the claim, and change what goes beyond it.
// needs: InformationMaterial Claim
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
WHERE sc.id IN $scopes AND m.state = 'in_force'
WITH DISTINCT m
UNWIND range(0, size(coalesce(m.claimed_keys, [])) - 1) AS i
WITH m, m.claimed_keys[i] AS claim, split(m.claiming_figures[i], ' ') AS figures,
  split(m.claiming_people[i], ' ') AS people
MATCH (k:Item {key: claim})
WHERE k.type = 'Claim' AND k.state = 'in_force'
OPTIONAL MATCH (k)-[:COVERS]->(x:IntendedUseElement)
WHERE x.state = 'in_force'
WITH m, k, figures, people, coalesce(x.key, '') AS element, coalesce(x.people, []) AS covered
ORDER BY m.key, k.key, element
WITH m, k, figures, people, collect(covered) AS covered
WITH m, k, CASE
    WHEN size([f IN figures WHERE f <> ''
    AND NOT coalesce(f, '') IN coalesce(k.stated_figures, [])]) > 0 THEN ['figure']
    ELSE [] END
  + CASE
    WHEN size([p IN people WHERE p <> '' AND NOT coalesce(p, '') IN coalesce(k.stated_people, [])
      AND NOT any(w IN covered WHERE coalesce(p, '') IN w)]) > 0 THEN ['people']
    ELSE [] END AS details
UNWIND details AS what
RETURN DISTINCT m.key AS subject, k.key + ' ' + what AS detail, '' AS severity, [k.key] AS facts
ORDER BY subject, detail
