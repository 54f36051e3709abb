// Evidence that a use counts on and that draws on data which are retracted, or withdrawn as invalid, under
// this key or another one by which they are registered, or which are withdrawn for another reason,
// rejected, or found unfit to demonstrate anything. The detail names these data; four steps are followed,
// from reviews of reviews to the papers of each.
// title: Review in use that draws on data that do not count
// severity: blocker
// severity_context: major where the data are withdrawn, rejected or unfit, and neither retracted nor invalid
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1 and A6
// remedy: Draw the result anew without these data, or replace the review.
// needs: EvidenceUse
// subject: Evidence
// cleared_by:
// waiver: yes
// uses: supports unfit uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  OPTIONAL MATCH (r:Evidence)
  WHERE r.notice = 'retracted' OR (r.state = 'withdrawn' AND r.withdrawn_reason IN ['retracted', 'invalid'])
  RETURN coalesce(r.identities, []) AS names
}
WITH collect(names) AS spoiled
CALL () {
  uses_judged()
}
WITH spoiled, use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH spoiled, u, device
MATCH (u)-[:USES]->(e:Evidence)
WHERE supports(u) AND EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state = 'in_force' }
WITH spoiled, u.key AS fact, e, device
CALL (e) {
  MATCH (e)-[:DRAWS_ON]->(s:Evidence)
  RETURN s.key AS source
  UNION
  MATCH (e)-[:DRAWS_ON]->(m:Evidence)-[:DRAWS_ON]->(s:Evidence)
  RETURN s.key AS source
  UNION
  MATCH (e)-[:DRAWS_ON]->(m:Evidence)-[:DRAWS_ON]->(n:Evidence)-[:DRAWS_ON]->(s:Evidence)
  RETURN s.key AS source
  UNION
  MATCH (e)-[:DRAWS_ON]->(m:Evidence)-[:DRAWS_ON]->(n:Evidence)-[:DRAWS_ON]->(o:Evidence)
    -[:DRAWS_ON]->(s:Evidence)
  RETURN s.key AS source
}
WITH spoiled, fact, e, device, source
WHERE source IS NOT NULL AND source <> e.key
MATCH (s:Item {key: source})
WITH fact, e, device, s,
  any(names IN spoiled WHERE any(n IN names WHERE n IN coalesce(s.identities, []))) AS gone
WHERE s.state = 'withdrawn' OR gone = true OR s.rejected = true OR EXISTS {
    MATCH (s)<-[:APPRAISES]-(a:Appraisal)
    WHERE a.state = 'in_force' AND unfit(a)
  }
WITH DISTINCT e, device, s.key AS detail, gone, fact
ORDER BY device, e.key, detail, gone, fact
WITH e, device, detail, gone, collect(fact) AS facts
RETURN device, e.key AS subject, detail, CASE WHEN gone = true THEN 'blocker' ELSE 'major' END AS severity,
  facts + [detail] AS facts
ORDER BY device, subject, detail
