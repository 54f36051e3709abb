// Conclusions in force without any signature, or that rest on nothing (the detail: signatures, basis); what
// describes the device is no basis of an evaluation or of the overall residual risk. Which meanings a maker
// asks for is not looked at. A conclusion is judged for the devices that it names; one that names none, for
// those of what it is about.
// title: Conclusion unsigned or resting on nothing
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 11; 21 CFR 11.50
// remedy: Sign the conclusion, and give it a basis.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes except basis
// uses: conclusions_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WITH q, device
WITH q, device, CASE WHEN EXISTS {
  MATCH (q)-[r:RESTS_ON]->(i:Item)
  WHERE NOT coalesce(q.kind, '') IN ['cer_overall', 'overall_residual_risk']
    OR NOT coalesce(r.role, '') IN ['characteristics', 'element', 'evaluation', 'intended_purpose', 'profile',
    'variant']
} THEN [] ELSE ['basis'] END AS basis, CASE
  WHEN size(coalesce(q.signature_meanings, [])) > 0 THEN [] ELSE ['signatures'] END AS signatures
WITH q, device, basis + signatures AS details
UNWIND details AS detail
RETURN DISTINCT device, q.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
