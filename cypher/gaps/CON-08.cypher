// Conclusions in force that say no: a claim not supported, a risk or side-effects not acceptable, a
// requirement not met,
// a control without effect, an evaluation that is insufficient, a benefit-risk that is unfavourable, and what
// is undecided where a decision is due. Equivalence that is not demonstrated is a hit while data of the
// comparator are in use. What is about nothing in force, or about a control that is retired, is left out.
// title: Conclusion that says no
// severity: major
// severity_context: blocker where a version is on the market or an evaluation is recorded; discrepancies
//   listed
//   in information materials are major
// reference: UK MDR 2002, reg. 8; EU MDR art. 10(1) and 61(1); MEDDEV 2.7/1 rev. 4, 10.2; ISO 14971:2019, 7.4
//   and 8
// remedy: Change the device, the claim or the evidence, and conclude anew; or take the claim, the intended
//   use or
//   the device back.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: adverse_verdicts concerns conclusions_judged of_equivalent_device on_market supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})-[:ABOUT]->(t:Item)
WHERE q.verdict IN adverse_verdicts() AND t.state = 'in_force'
  AND (q.kind <> 'control_effective' OR coalesce(t.status, 'implemented') <> 'retired')
WITH DISTINCT q, device, t
WHERE q.kind <> 'equivalence' OR EXISTS {
  MATCH (t)<-[:GENERATED_WITH|COMPARES]-(m:Item)<-[:USES|BEARS_ON]-(u:EvidenceUse)
  MATCH (u)-[:USES]->(e:Evidence)
  WHERE supports(u) AND e.state = 'in_force' AND of_equivalent_device(u, e) AND concerns(u, device)
}
WITH DISTINCT q, device
WITH q, device, CASE
  WHEN q.kind = 'information_consistent' THEN 'major'
  WHEN EXISTS {
    MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
    WHERE on_market(v) AND o.id IN [device, '*']
  } THEN 'blocker'
  WHEN EXISTS {
    MATCH (o:Scope)<-[:IN_SCOPE]-(v:Evaluation)
    WHERE v.state = 'in_force' AND o.id IN [device, '*']
  } THEN 'blocker'
  ELSE 'major' END AS severity
RETURN device, q.key AS subject, q.verdict AS detail, severity, [] AS facts
ORDER BY device, subject, detail
