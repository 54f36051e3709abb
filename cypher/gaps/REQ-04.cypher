// Clinical evaluations that declare clinical data not appropriate while no signed conclusion
// justifies it for the device (detail empty), or while none that does rests on a
// part of the argument (the detail): a conclusion on risk (risk), an element on contact with the body
// (body_contact), one on the intended function of the output (performance), a claim (claims). And those of
// a device of class III or of an implant under Regulation (EU) 2017/745 (class), whatever was concluded:
// these need clinical data.
// title: Clinical data declared not appropriate without full justification
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 10.3; Directive 93/42/EEC Annex X 1.1d;
//   Regulation (EU) 2017/745 article 61(4) and (10)
// remedy: Write and sign the justification on all its parts, or obtain clinical data.
// needs: Evaluation
// subject: Evaluation
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(v, Evaluation)
WITH DISTINCT v, device
WHERE v.evaluation_type = 'clinical_data_not_appropriate'
CALL (v, device) {
  RETURN '' AS conclusion
  UNION
  MATCH (q:Conclusion)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope)
  WHERE q.kind = 'clinical_data_not_appropriate' AND q.state = 'in_force' AND q.verdict = 'justified'
    AND t.state = 'in_force' AND o.id IN [device, '*'] AND concerns(q, device)
  RETURN q.key AS conclusion
}
WITH DISTINCT v, device, conclusion
OPTIONAL MATCH (k:Conclusion)-[:RESTS_ON]->(i:Item)
WHERE k.key = conclusion AND i.state = 'in_force'
WITH v, device, conclusion,
  CASE WHEN i.type = 'Conclusion'
    AND i.kind IN ['risk_acceptable', 'overall_residual_risk'] THEN 1 ELSE 0 END AS on_risk,
  CASE WHEN i.type = 'IntendedUseElement' AND i.kind = 'body_site_contact' THEN 1 ELSE 0 END AS on_contact,
  CASE WHEN i.type = 'IntendedUseElement' AND i.kind = 'output_function' THEN 1 ELSE 0 END AS on_function,
  CASE WHEN i.type = 'Claim' THEN 1 ELSE 0 END AS on_claims
WITH v, device, conclusion, sum(on_risk) AS risk, sum(on_contact) AS contact, sum(on_function) AS function,
  sum(on_claims) AS claims
ORDER BY device, v.key, conclusion
WITH v, device, collect(conclusion) AS known, max(risk) AS risk, max(contact) AS contact,
  max(function) AS function,
  max(claims) AS claims
WITH v, device, risk, contact, function, claims, [k IN known WHERE k <> ''] AS facts
WITH v, device, risk, contact, function, claims, facts, COUNT {
    MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
    WHERE s.id IN [device, '*'] AND p.state = 'in_force' AND p.jurisdiction = 'EU_MDR'
      AND (p.class_known IN ['III', 'AIMD'] OR p.implantable = true)
  } AS strict
WITH v, device, facts,
  CASE WHEN strict > 0 THEN ['class'] ELSE [] END + CASE WHEN size(facts) = 0 THEN [''] ELSE
  CASE WHEN risk = 0 THEN ['risk'] ELSE [] END + CASE WHEN contact = 0 THEN ['body_contact']
    ELSE [] END + CASE WHEN function = 0 THEN ['performance'] ELSE [] END + CASE
    WHEN claims = 0 THEN ['claims'] ELSE [] END
  END AS details
UNWIND details AS detail
RETURN device, v.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
