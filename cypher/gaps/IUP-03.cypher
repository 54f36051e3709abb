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
// cleared_by:
// waiver: yes
// uses: counts needing_clinical_data
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE sc.id IN $scopes AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND x.range_min IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts(u, t)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN needing_clinical_data())
      WITH *
      WHERE any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key
        AND u.studied_mins[i] <= x.range_min AND x.range_min <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN x.key AS subject, 'min' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE sc.id IN $scopes AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND x.range_max IS NOT NULL
    AND NOT EXISTS {
      MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts(u, t)
        AND (u.pillar = 'cv' OR NOT coalesce(x.kind, '') IN needing_clinical_data())
      WITH *
      WHERE any(i IN range(0, size(coalesce(u.studied_elements, [])) - 1) WHERE u.studied_elements[i] = x.key
        AND u.studied_mins[i] <= x.range_max AND x.range_max <= u.studied_maxs[i])
      RETURN 1 AS one
    }
  RETURN x.key AS subject, 'max' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Variant)
  WHERE sc.id IN $scopes AND v.state = 'in_force' AND v.extreme IN ['min', 'max']
    AND NOT EXISTS {
      MATCH (v)<-[:COVERS_ELEMENT]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE t.state = 'in_force' AND counts(u, t)
    }
  RETURN v.key AS subject, v.extreme AS detail
}
WITH DISTINCT subject, detail
WHERE subject IS NOT NULL
MATCH (i:Item {key: subject})
OPTIONAL MATCH (i)<-[:COVERS_ELEMENT]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT i, detail, f.key AS fact
ORDER BY i.key, detail, fact
WITH i, detail, collect(fact) AS facts
RETURN i.key AS subject, detail, '' AS severity, facts
ORDER BY subject, detail
