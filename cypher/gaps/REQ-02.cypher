// Compliance records that say not applicable without a justification or without a signed
// conclusion that confirms it, and those that say applicable in part without a justification; and records
// of which a signed conclusion says otherwise than they do (the detail): that the requirement does not apply
// where the record does not say so, or that one is met, or not, which by the record does not apply.
// title: Not applicable without justification
// severity: major
// reference: Directive 93/42/EEC Annex II 3.2 and Annex VII 3; Regulation (EU) 2017/745 Annex II 4(a)
// remedy: Justify it from the characteristics of the device, and sign the conclusion; bring record and
//   conclusion in line.
// needs: ComplianceRecord
// subject: ComplianceRecord
// cleared_by: requirement_not_applicable only -
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(c, ComplianceRecord)
  WITH c, device
  WHERE c.applicable IN ['not_applicable', 'partially_applicable']
  WITH DISTINCT c, device
  WHERE coalesce(c.justification, '') = ''
    OR (c.applicable = 'not_applicable' AND NOT EXISTS {
      MATCH (c)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'requirement_not_applicable' AND concerns(q, device)
    })
  OPTIONAL MATCH (c)-[:SATISFIES]->(f:Requirement)
  RETURN device, c.key AS subject, '' AS detail, f.key AS fact
  UNION
  judged(c, ComplianceRecord)
  WITH c, device
  MATCH (c)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND concerns(q, device)
    AND ((q.kind = 'requirement_not_applicable' AND coalesce(c.applicable, '') <> 'not_applicable')
      OR (q.kind = 'requirement_met' AND c.applicable = 'not_applicable'))
  RETURN device, c.key AS subject, q.key AS detail, q.key AS fact
}
WITH DISTINCT device, subject, detail, fact
WHERE subject IS NOT NULL
WITH device, subject, detail, fact
ORDER BY device, subject, detail, fact
WITH device, subject, detail, collect(fact) AS facts
RETURN device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
