// Evidence that is withdrawn, or marked or withdrawn as retracted (the detail), under this key or another one
// by which the paper is registered, with a use in force that bears on something in force; and evidence that
// is recorded as rejected, or marked with an expression of concern (the details `rejected` and `concern`),
// while such a use counts on its support. A mark is one of the evidence's own fields, or stands in its title,
// its citation or a tag, as publishers and reference tools write it. A use is judged for the
// devices that it names; one that names none, for those of what it bears on and of its evidence; one with
// neither, for every device.
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
  OPTIONAL MATCH (r:Evidence)
  WHERE r.notice = 'retracted' OR (r.state = 'withdrawn' AND r.withdrawn_reason = 'retracted')
  RETURN coalesce(r.identities, []) AS names
}
WITH collect(names) AS retracted
CALL () {
  uses_judged()
}
WITH retracted, use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH retracted, u, device
MATCH (u)-[:USES]->(e:Evidence)
WITH u, device, e, any(names IN retracted WHERE any(n IN names WHERE n IN coalesce(e.identities, []))) AS gone
WHERE (e.state = 'withdrawn' OR gone = true
    OR ((e.rejected = true OR coalesce(e.rejected_reason, '') <> '' OR e.notice = 'concern')
    AND coalesce(u.direction, 'supports') = 'supports' AND coalesce(u.role, 'supportive') <> 'background'
    AND coalesce(u.weight, 'medium') <> 'none'))
  AND EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' }
WITH DISTINCT e, gone, device, u.key AS fact
ORDER BY device, e.key, fact
WITH e, gone, device, collect(fact) AS facts
RETURN device, e.key AS subject, CASE WHEN gone = true THEN 'retracted' WHEN e.state = 'withdrawn' THEN ''
  WHEN e.rejected = true OR coalesce(e.rejected_reason, '') <> '' THEN 'rejected'
  ELSE 'concern' END AS detail, '' AS severity, facts
ORDER BY device, subject, detail
