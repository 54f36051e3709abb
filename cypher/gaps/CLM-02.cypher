// Claims with a device version in scope for which no counting use for the analytical validation was
// generated with that version, and none has a signed applicability justification; one hit for each
// such version. In scope are the versions that the claim names, else those of its device that are in
// force, not discontinued and not succeeded; of a device that is discontinued as a whole, its last
// ones. Where no version is in scope, or the evidence names none, only a signed justification answers,
// so that no gap is hidden; the detail is then empty. A justification answers for the versions that
// the use names; where it names none, for those that were there when it was signed. When a use counts,
// concepts 7.2 says. Where the pillar names sets of evidence, one of them has to count whole, each of
// its uses for that version; the sets are among the facts.
// title: Claim without analytical validation
// severity: blocker
// severity_context: minor for a version that is said to be in development beside one on the market
// chain: claim
// pillar: av
// about: coverage
// reference: IMDRF N41 5.3; essential requirement 12.1a; GSPR 17.2
// remedy: Link verification and validation results of this version, or justify in the use that
//   older results still apply, name the version there, and sign that justification. Where
//   there is none, go on collecting data, fit the intended use to what is supported, or change the
//   association or the software (IMDRF N41 7.1).
// needs: Claim
// subject: Claim
// cleared_by:
// waiver: yes
// uses: applies_to arguments_for_pillar concerns current judged last_sold on_market sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH DISTINCT k, device
CALL (k, device) {
  RETURN '' AS version
  UNION
  MATCH (k)-[:FOR_DEVICE]->(v:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
  WHERE s.id = device AND v.state = 'in_force'
  RETURN v.key AS version
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
  WHERE s.id IN [device, '*'] AND current(v)
    AND NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion)-[:IN_SCOPE]->(o:Scope) WHERE o.id = device }
  RETURN v.key AS version
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
  WHERE s.id IN [device, '*'] AND last_sold(v, device)
    AND NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion)-[:IN_SCOPE]->(o:Scope) WHERE o.id = device }
  RETURN v.key AS version
}
WITH k, device, version
ORDER BY device, k.key, version
WITH k, device, collect(version) AS versions
WITH k, device, CASE WHEN size(versions) > 1 THEN [v IN versions WHERE v <> ''] ELSE versions END AS versions
UNWIND versions AS version
WITH DISTINCT k, device, version
WHERE NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE u.pillar = 'av' AND supports(u) AND concerns(u, device) AND sound_for(e, u, k, device)
      AND NOT EXISTS {
        MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)
        WHERE g.state = 'in_force' AND g.pillar = 'av' AND concerns(g, device)
      }
    WITH *
    WHERE applies_to(u, e, version)
    RETURN 1 AS one
  }
CALL (k, device, version) {
  RETURN '' AS held, 0 AS named, '' AS use
  UNION
  MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)-[:BEARS_ON]->(b:Claim)
  MATCH (u)-[:USES]->(e:Evidence)
  WHERE b.key = k.key AND g.state = 'in_force' AND g.pillar = 'av' AND u.pillar = 'av' AND supports(u)
    AND concerns(g, device) AND concerns(u, device) AND sound_for(e, u, b, device)
  WITH *
  WHERE applies_to(u, e, version)
  RETURN g.key AS held, g.uses_named AS named, u.key AS use
}
WITH k, device, version, held, named, CASE WHEN use = '' THEN 0 ELSE 1 END AS counted
WITH k, device, version, held, named, sum(counted) AS counting
WITH k, device, version, CASE WHEN held <> '' AND counting = named THEN 1 ELSE 0 END AS whole
WITH k, device, version, sum(whole) AS wholes
WITH *
WHERE wholes = 0
CALL (k, device) {
  arguments_for_pillar(k, 'av', device)
}
WITH DISTINCT k, device, version, fact
ORDER BY device, k.key, version, fact
WITH k, device, version, collect(fact) AS facts
WITH k, device, version, facts, COUNT {
    MATCH (v:DeviceVersion)
    WHERE v.key = version AND v.status = 'in_development' AND NOT on_market(v)
  } AS coming, COUNT {
    MATCH (s:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)
    WHERE s.id IN [device, '*'] AND on_market(w)
  } AS sold
RETURN device, k.key AS subject, version AS detail,
  CASE WHEN coming > 0 AND sold > 0 THEN 'minor' ELSE '' END AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
