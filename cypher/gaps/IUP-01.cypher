// Included elements of the intended purpose that no counting use for the clinical validation covers, where
// that use bears on something in force. A blocker for indications and target populations, else major. When
// a use counts, concepts 7.2 says.
// title: Intended-use element not covered
// severity: blocker
// about: coverage
// reference: MEDDEV 2.7/1 rev. 4, A10 (11 to 16) and 10.2b
// remedy: Add evidence that covers the element, or restrict the intended purpose.
// needs: IntendedUseElement
// subject: IntendedUseElement
// cleared_by:
// waiver: yes
// uses: concerns counts_for judged needing_clinical_data
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(x, IntendedUseElement)
WITH x, device
WHERE (x.included IS NULL OR x.included = true) AND x.kind IN needing_clinical_data()
  AND NOT EXISTS {
    MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
    WHERE t.state = 'in_force' AND u.pillar = 'cv' AND counts_for(u, t, device) AND concerns(t, device)
  }
WITH DISTINCT x, device
OPTIONAL MATCH (x)<-[:COVERS_ELEMENT]-(f:EvidenceUse)
WHERE f.state = 'in_force' AND concerns(f, device)
WITH DISTINCT x, device, f.key AS fact
ORDER BY device, x.key, fact
WITH x, device, collect(fact) AS facts
RETURN device, x.key AS subject, '' AS detail,
  CASE WHEN x.kind IN ['indication', 'target_population'] THEN 'blocker' ELSE 'major' END AS severity, facts
ORDER BY device, subject, detail
