// Appraisals of an older substance of their evidence than the one in force, where the evidence is
// in use. A use is found through what it bears on, through its evidence's device or its own; one
// that bears on nothing is found for every device.
// title: Appraisal out of date
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3
// remedy: Appraise the new version, or confirm that the appraisal holds for it.
// needs: Appraisal
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
WHERE a.state = 'in_force' AND coalesce(a.appraised_hash, '') <> coalesce(e.substantive_hash, 'none')
WITH DISTINCT a, e.key AS fact
ORDER BY a.key, fact
WITH a, collect(fact) AS facts
RETURN a.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
