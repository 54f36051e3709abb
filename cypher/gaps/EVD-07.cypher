// Evidence in use that was generated with a device version (the detail) outside the scope of what it
// is used for, where the use says nothing of why it applies, nobody signed what it says, or what was
// signed is not for each version on the market: it names others, or that one came later. In scope are
// the versions that the target names, else those of its device that are in force, not discontinued and
// not succeeded; without a target in force all of the device. One such version is enough, even beside
// one in scope; but one that is sold no more is none where the data are of a version on the market as
// well, or where it was the last of a device that is discontinued as a whole. Comparator devices are
// no mismatch, and evidence that names no version is left to CLM-02. A use is judged for the devices
// that it names; one that names none, for those of what it bears on and of its evidence; one with
// neither, for every device.
// title: Device version of the evidence does not match
// severity: major
// about: coverage doubted_evidence
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4 A7.3
// remedy: Repeat the work with the current version, or justify in the use why it holds, and sign
//   that justification.
// needs: EvidenceUse
// subject: Evidence
// cleared_by:
// waiver: yes
// uses: applies_to concerns current for_version last_sold on_market uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u, device
MATCH (u)-[:USES]->(e:Evidence)-[:GENERATED_WITH]->(g:DeviceVersion)
WHERE e.state = 'in_force'
WITH DISTINCT u, device, e, g
CALL (u, device, e) {
  MATCH (u)-[:BEARS_ON]->(t:Item)
  WHERE t.state = 'in_force' AND concerns(t, device)
  RETURN t.key AS against
  UNION
  MATCH (e)
  WHERE NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' AND concerns(t, device) }
  RETURN e.key AS against
}
WITH u, device, e, g, against
WHERE against IS NOT NULL
MATCH (t:Item {key: against})
WITH DISTINCT u, device, e, g, t
WHERE NOT EXISTS {
    MATCH (t)-[:FOR_DEVICE]->(v:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
    WHERE v.key = g.key AND v.state = 'in_force' AND s.id IN [device, '*']
  }
  AND NOT EXISTS {
    MATCH (v:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
    WHERE v.key = g.key AND s.id IN [device, '*'] AND current(v)
      AND NOT EXISTS {
        MATCH (t)-[:FOR_DEVICE]->(x:DeviceVersion)-[:IN_SCOPE]->(o:Scope)
        WHERE o.id IN [device, '*']
      }
  }
WITH DISTINCT u, device, e, g, t
WITH u, device, e, g, t, COUNT {
    MATCH (e)-[:GENERATED_WITH]->(y:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
    WHERE s.id IN [device, '*'] AND on_market(y)
  } AS also, COUNT {
    MATCH (g)-[:IN_SCOPE]->(s:Scope)
    WHERE s.id IN [device, '*'] AND g.status = 'discontinued'
  } AS retired, COUNT {
    MATCH (z:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
    WHERE z.key = g.key AND s.id IN [device, '*'] AND last_sold(z, device)
  } AS last
WITH u, device, e, g, t, retired, also + last AS answered
WHERE retired = 0 OR answered = 0
WITH DISTINCT u, device, e, g, t
WHERE coalesce(u.applicability_justification, '') = '' OR u.signed_by IS NULL
  OR EXISTS {
    MATCH (w:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
    WHERE s.id IN [device, '*'] AND on_market(w)
    WITH *
    WHERE for_version(t, w, device) AND NOT applies_to(u, e, w.key)
    RETURN 1 AS one
  }
WITH DISTINCT e, device, g, u.key AS fact
ORDER BY device, e.key, g.key, fact
WITH e, device, g, collect(fact) AS facts
RETURN device, e.key AS subject, g.key AS detail, '' AS severity, facts
ORDER BY device, subject, detail
