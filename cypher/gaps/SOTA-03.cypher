// States of the art that are drawn from evidence that is retracted, withdrawn or rejected, or from a
// review that draws on evidence which is retracted or withdrawn, directly or through other reviews. The
// detail names it.
// title: State of the art drawn from a retracted source
// severity: blocker
// severity_context: major where the source was withdrawn or rejected, and not retracted
// reference: MEDDEV 2.7/1 rev. 4, 8.2, 9.3.1 and A6
// remedy: Draw the benchmark from another source, and look again at every criterion that comes from it.
// needs: StateOfTheArt Evidence
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force'
    AND (e.state = 'withdrawn' OR e.notice = 'retracted' OR e.rejected = true)
  RETURN a.key AS topic, e.key AS source
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(m:Evidence)
    -[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(m:Evidence)
    -[:DRAWS_ON]->(n:Evidence)-[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source
}
WITH topic, source
WHERE topic IS NOT NULL
MATCH (a:Item {key: topic})
WITH a, source
WHERE source IS NOT NULL
MATCH (e:Item {key: source})
WITH DISTINCT a, e
RETURN a.key AS subject, e.key AS detail,
  CASE WHEN e.notice = 'retracted'
    OR e.withdrawn_reason = 'retracted' THEN 'blocker' ELSE 'major' END AS severity,
  [e.key] AS facts
ORDER BY subject, detail
