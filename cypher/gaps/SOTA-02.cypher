// Claims with a threshold, benefits with a size, side-effects with a threshold of acceptability, and
// risks that are judged, by a stated acceptability or by named or recorded criteria, that take their
// criterion from no state of the art in force. Each risk is asked: criteria say which risks are accepted,
// and not from where that is taken.
// title: Acceptance criterion without source
// severity: major
// reference: MEDDEV 2.7/1 rev. 4 A7.2e and A7.4; EU MDR Annex XIV A 1(a)
// remedy: Link the criterion to data on the state of the art.
// needs: Claim
// subject: Claim Benefit SideEffect Risk
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(k, Claim)
  WITH k, device
  WHERE k.target_threshold IS NOT NULL
  RETURN k.key AS found, device
  UNION
  judged(k, Benefit)
  WITH k, device
  WHERE k.effect_size IS NOT NULL
  RETURN k.key AS found, device
  UNION
  judged(k, SideEffect)
  WITH k, device
  WHERE k.acceptability_threshold IS NOT NULL
  RETURN k.key AS found, device
  UNION
  judged(k, Risk)
  WITH k, device
  WHERE k.acceptability IS NOT NULL OR coalesce(k.criteria_version, '') <> ''
    OR EXISTS { MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria) }
  RETURN k.key AS found, device
}
WITH found, device
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i, device
WHERE NOT EXISTS {
  MATCH (i)-[:CRITERION_FROM]->(s:StateOfTheArt)
  WHERE s.state = 'in_force' AND concerns(s, device)
}
OPTIONAL MATCH (i)-[:CRITERION_FROM]->(f:StateOfTheArt)
WITH DISTINCT i, device, f.key AS fact
ORDER BY device, i.key, fact
WITH i, device, collect(fact) AS facts
RETURN device, i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
