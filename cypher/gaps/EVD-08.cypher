// Pivotal uses of evidence in which an appraisal in force found a fatal flaw (the detail is its code, one
// hit each). A use is judged for the devices that it names; one that names none, for those of what it bears
// on and of its evidence; one with neither, for every device.
// title: Study unfit for demonstration
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1b and A6
// remedy: Make the use background, or replace the study.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// uses: uses_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u, device
MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
WHERE u.role = 'pivotal' AND a.state = 'in_force'
WITH u, device, e, a, coalesce(a.fatal_findings, []) AS findings
UNWIND findings AS finding
WITH u, device, finding, [e.key, a.key] AS known
UNWIND known AS fact
WITH DISTINCT u, device, finding, fact
ORDER BY device, u.key, finding, fact
WITH u, device, finding, collect(fact) AS facts
RETURN device, u.key AS subject, finding AS detail, '' AS severity, facts
ORDER BY device, subject, detail
