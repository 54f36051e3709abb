// Pivotal uses of evidence in which an appraisal in force found a fatal flaw (the detail is its code,
// one hit each). A use is found through what it bears on, through its evidence's device or its own;
// one that bears on nothing is found for every device.
// title: Study unfit for demonstration
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1b and A6
// remedy: Make the use background, or replace the study.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// uses: uses_in_scope
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  uses_in_scope()
}
WITH use
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u
MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
WHERE u.role = 'pivotal' AND a.state = 'in_force'
WITH u, e, a, coalesce(a.fatal_findings, []) AS findings
UNWIND findings AS finding
WITH u, finding, [e.key, a.key] AS known
UNWIND known AS fact
WITH DISTINCT u, finding, fact
ORDER BY u.key, finding, fact
WITH u, finding, collect(fact) AS facts
RETURN u.key AS subject, finding AS detail, '' AS severity, facts
ORDER BY subject, detail
