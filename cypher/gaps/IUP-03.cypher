// Ends of a range (the detail: min or max) that no counting use covers: of included elements with an end
// value, and of variants marked as an end of the range. A use covers the end of an element that it names
// when it says that it studied values to there; a range that it does not state is not known. Elements that
// clinical validation has to cover (IUP-01) need it for their ends too; other elements and variants take
// any use that bears on something in force. When a use counts, concepts 7.2 says.
// title: Ends of a range not tested
// severity: minor
// about: coverage
// reference: MEDDEV 2.7/1 rev. 4, A10 (11, 13, 16)
// remedy: Test the ends of the range, or justify the worst case.
// needs: IntendedUseElement
// subject: IntendedUseElement Variant
// cleared_by:
// waiver: yes
// uses: concerns counts_for judged needing_clinical_data
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  judged(x, IntendedUseElement)
  WITH x, device
  WHERE (x.included IS NULL OR x.included = true) AND x.range_min IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts_for(u, t, device) AND concerns(t, device)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN needing_clinical_data())
      WITH *
      WHERE any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key
        AND u.studied_mins[i] <= x.range_min AND x.range_min <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN device, x.key AS subject, 'min' AS detail
  UNION
  judged(x, IntendedUseElement)
  WITH x, device
  WHERE (x.included IS NULL OR x.included = true) AND x.range_max IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts_for(u, t, device) AND concerns(t, device)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN needing_clinical_data())
      WITH *
      WHERE any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key
        AND u.studied_mins[i] <= x.range_max AND x.range_max <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN device, x.key AS subject, 'max' AS detail
  UNION
  judged(v, Variant)
  WITH v, device
  WHERE v.extreme IN ['min', 'max']
    AND NOT EXISTS {
      MATCH (v)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts_for(u, t, device) AND concerns(t, device)
    }
  RETURN device, v.key AS subject, v.extreme AS detail
}
WITH DISTINCT device, subject, detail
WHERE subject IS NOT NULL
MATCH (i:Item {key: subject})
OPTIONAL MATCH (i)<-[:COVERS_ELEMENT]-(f:EvidenceUse)
WHERE f.state = 'in_force' AND concerns(f, device)
WITH DISTINCT i, device, detail, f.key AS fact
ORDER BY device, i.key, detail, fact
WITH i, device, detail, collect(fact) AS facts
RETURN device, i.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
