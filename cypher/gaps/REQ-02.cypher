// Compliance records that say not applicable without a justification or without a signed
// conclusion that confirms it, and those that say applicable in part without a justification.
// title: Not applicable without justification
// severity: major
// reference: Directive 93/42/EEC Annex II 3.2 and Annex VII 3; Regulation (EU) 2017/745 Annex II 4(a)
// remedy: Justify it from the characteristics of the device, and sign the conclusion.
// needs: ComplianceRecord
// subject: ComplianceRecord
// cleared_by: requirement_not_applicable
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
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
WITH DISTINCT c, device, f.key AS fact
ORDER BY device, c.key, fact
WITH c, device, collect(fact) AS facts
RETURN device, c.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
