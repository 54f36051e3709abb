// Conclusions in force without any signature, or that rest on nothing (the detail: signatures,
// basis). Which meanings a maker asks for is not looked at. A conclusion is found through what it
// is about or through its own device; one about nothing is found for every device.
// title: Conclusion unsigned or resting on nothing
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 11; 21 CFR 11.50
// remedy: Sign the conclusion, and give it a basis.
// needs: Conclusion
// cleared_by: any
// waiver: yes except basis
// uses: conclusions_in_scope
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  conclusions_in_scope()
}
WITH concluded
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WITH q
WITH q, CASE WHEN EXISTS { MATCH (q)-[:RESTS_ON]->(i:Item) } THEN [] ELSE ['basis'] END AS basis, CASE
  WHEN size(coalesce(q.signature_meanings, [])) > 0 THEN [] ELSE ['signatures'] END AS signatures
WITH q, basis + signatures AS details
UNWIND details AS detail
RETURN DISTINCT q.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY subject, detail
