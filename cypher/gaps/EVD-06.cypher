// Evidence that is withdrawn, or marked or withdrawn as retracted (the detail), with a use in force that
// bears on something in force; and evidence that is recorded as rejected (the detail) while such a use
// counts on its support. A use is judged for the devices that it names; one that names none, for those of
// what it bears on and of its evidence; one with neither, for every device.
// title: Withdrawn, retracted or rejected evidence in use
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1 and A6
// remedy: Remove or replace the evidence, and evaluate again what rests on it.
// needs: EvidenceUse
// subject: Evidence
// cleared_by:
// waiver: yes except retracted
// about: unusable_evidence
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
MATCH (u)-[:USES]->(e:Evidence)
WHERE (e.state = 'withdrawn' OR e.retracted = true
    OR ((e.rejected = true OR coalesce(e.rejected_reason, '') <> '')
    AND coalesce(u.direction, 'supports') = 'supports' AND coalesce(u.role, 'supportive') <> 'background'
    AND coalesce(u.weight, 'medium') <> 'none'))
  AND EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' }
WITH DISTINCT e, device, u.key AS fact
ORDER BY device, e.key, fact
WITH e, device, collect(fact) AS facts
RETURN device, e.key AS subject, CASE WHEN e.retracted = true OR (e.state = 'withdrawn'
  AND e.withdrawn_reason = 'retracted') THEN 'retracted' WHEN e.state = 'withdrawn' THEN ''
  ELSE 'rejected' END AS detail, '' AS severity, facts
ORDER BY device, subject, detail
