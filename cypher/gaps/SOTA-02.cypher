// Claims with a threshold, benefits with a size, side-effects with a threshold of acceptability, and
// risks that are judged, by a stated acceptability or by named or recorded criteria, that take their
// criterion from no state of the art in force. Each risk is asked: criteria say which risks are accepted,
// and not from where that is taken.
// title: Acceptance criterion without source
// severity: major
// reference: MEDDEV 2.7/1 rev. 4 A7.2e and A7.4; EU MDR Annex XIV A 1(a)
// remedy: Link the criterion to data on the state of the art.
// needs: Claim
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND k.target_threshold IS NOT NULL
  RETURN k.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Benefit)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND k.effect_size IS NOT NULL
  RETURN k.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:SideEffect)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND k.acceptability_threshold IS NOT NULL
  RETURN k.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Risk)
  WHERE sc.id IN $scopes AND k.state = 'in_force'
    AND (k.acceptability IS NOT NULL OR coalesce(k.criteria_version, '') <> '')
  RETURN k.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Risk)-[:JUDGED_BY]->(c:RiskCriteria)
  WHERE sc.id IN $scopes AND k.state = 'in_force'
  RETURN k.key AS found
}
WITH found
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i
WHERE NOT EXISTS { MATCH (i)-[:CRITERION_FROM]->(s:StateOfTheArt) WHERE s.state = 'in_force' }
OPTIONAL MATCH (i)-[:CRITERION_FROM]->(f:StateOfTheArt)
WITH DISTINCT i, f.key AS fact
ORDER BY i.key, fact
WITH i, collect(fact) AS facts
RETURN i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
