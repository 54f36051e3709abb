// Appraisals of an older substance of their evidence than the one in force, where the evidence is in use. A
// use is judged for the devices that it names; one that names none, for those of what it bears on and of its
// evidence; one with neither, for every device.
// title: Appraisal out of date
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3
// remedy: Appraise the new version, or confirm that the appraisal holds for it.
// needs: Appraisal
// subject: Appraisal
// cleared_by:
// waiver: yes
// uses: concerns uses_judged
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
WHERE a.state = 'in_force' AND concerns(a, device) AND coalesce(a.appraised_hash,
  '') <> coalesce(e.substantive_hash, 'none')
WITH DISTINCT a, device, e.key AS fact
ORDER BY device, a.key, fact
WITH a, device, collect(fact) AS facts
RETURN device, a.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
