// Evidence in use that was generated with a device version (the detail) outside the scope of what it
// is used for, where the use says nothing of why it applies, or nobody signed what it says. In scope
// are the versions that the target names, else those of its device that are in force, not
// discontinued and not succeeded; a target that names no device has all of them; without a target in
// force the devices of the evidence are taken. One such version is enough, even beside one in scope.
// Comparator devices are no mismatch, and evidence that names no version is left to CLM-02. A use is
// found through what it bears on, through its evidence's device or its own; one that bears on
// nothing is found for every device.
// title: Device version of the evidence does not match
// severity: major
// about: coverage doubted_evidence
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4 A7.3
// remedy: Repeat the work with the current version, or justify in the use why it holds, and sign
//   that justification.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// uses: current uses_in_scope
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  uses_in_scope()
}
WITH use
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u
MATCH (u)-[:USES]->(e:Evidence)-[:GENERATED_WITH]->(g:DeviceVersion)
WHERE e.state = 'in_force' AND (coalesce(u.applicability_justification, '') = '' OR u.signed_by IS NULL)
WITH DISTINCT u, e, g
CALL (u, e) {
  MATCH (u)-[:BEARS_ON]->(t:Item)
  WHERE t.state = 'in_force'
  RETURN t.key AS against
  UNION
  MATCH (e)
  WHERE NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' }
  RETURN e.key AS against
}
WITH u, e, g, against
WHERE against IS NOT NULL
MATCH (t:Item {key: against})
WITH DISTINCT u, e, g, t
WHERE NOT EXISTS { MATCH (t)-[:FOR_DEVICE]->(v:DeviceVersion) WHERE v.key = g.key AND v.state = 'in_force' }
  AND NOT EXISTS {
    MATCH (t)-[:IN_SCOPE]->(s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
    WHERE v.key = g.key AND current(v)
      AND NOT EXISTS { MATCH (t)-[:FOR_DEVICE]->(x:DeviceVersion)-[:IN_SCOPE]->(s) }
  }
  AND NOT EXISTS {
    MATCH (t)-[:IN_SCOPE]->(s:Scope)
    MATCH (v:DeviceVersion)
    WHERE s.id = '*' AND v.key = g.key AND current(v)
  }
WITH DISTINCT e, g, u.key AS fact
ORDER BY e.key, g.key, fact
WITH e, g, collect(fact) AS facts
RETURN e.key AS subject, g.key AS detail, '' AS severity, facts
ORDER BY subject, detail
