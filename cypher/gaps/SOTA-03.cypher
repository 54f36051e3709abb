// States of the art that are drawn from evidence that is retracted, withdrawn or rejected, or from a
// review that draws on evidence which is retracted or withdrawn, directly or through other reviews. The
// detail names it. And those that are drawn from a search which found evidence that is retracted, and that
// nobody rejected: it is among what was summed up.
// title: State of the art drawn from a retracted source
// severity: blocker
// severity_context: major where the source was withdrawn or rejected, and not retracted, or was found by the
//   search that the state of the art is drawn from
// reference: MEDDEV 2.7/1 rev. 4, 8.2, 9.3.1 and A6
// remedy: Draw the benchmark from another source, and look again at every criterion that comes from it; or
//   record why what the search found is rejected.
// needs: StateOfTheArt Evidence
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force'
    AND (e.state = 'withdrawn' OR e.notice = 'retracted' OR e.rejected = true)
  RETURN a.key AS topic, e.key AS source, 0 AS sifted
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source, 0 AS sifted
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(m:Evidence)
    -[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source, 0 AS sifted
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(r:Evidence)-[:DRAWS_ON]->(m:Evidence)
    -[:DRAWS_ON]->(n:Evidence)-[:DRAWS_ON]->(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND (e.state = 'withdrawn' OR e.notice = 'retracted')
  RETURN a.key AS topic, e.key AS source, 0 AS sifted
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:StateOfTheArt)-[:DERIVED_FROM]->(l:LiteratureSearch)
    <-[:FOUND_BY]-(e:Evidence)
  WHERE sc.id IN $scopes AND a.state = 'in_force'
    AND (e.notice = 'retracted' OR (e.state = 'withdrawn' AND e.withdrawn_reason = 'retracted'))
    AND (e.rejected IS NULL OR e.rejected = false) AND coalesce(e.rejected_reason, '') = ''
  RETURN a.key AS topic, e.key AS source, 1 AS sifted
}
WITH topic, source, min(sifted) AS sifted
WHERE topic IS NOT NULL
MATCH (a:Item {key: topic})
WITH a, source, sifted
WHERE source IS NOT NULL
MATCH (e:Item {key: source})
WITH DISTINCT a, e, sifted
RETURN a.key AS subject, e.key AS detail,
  CASE WHEN sifted = 0 AND (e.notice = 'retracted'
    OR e.withdrawn_reason = 'retracted') THEN 'blocker' ELSE 'major' END AS severity,
  [e.key] AS facts
ORDER BY subject, detail
