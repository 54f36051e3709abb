// Literature searches that included more than is on record as evidence that they found, used or rejected.
// What was withdrawn as an error was none. One paper under several keys is one, and a review stands for as
// many as it says that it summarises, or for all that was included.
// title: Included papers that nobody registered
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.2, 9.3.3 and A5 (search and selection report)
// remedy: Register each paper that was included as evidence found by the search, and use it or reject it with
//   a reason.
// needs: LiteratureSearch
// cleared_by:
// waiver: yes
// uses: first_of_sources
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
WHERE sc.id IN $scopes AND l.state = 'in_force' AND l.included > 0
WITH DISTINCT l
OPTIONAL MATCH (l)<-[:FOUND_BY]-(e:Evidence)
WHERE e.state <> 'draft' AND (e.state <> 'withdrawn' OR coalesce(e.withdrawn_reason, '') <> 'error')
WITH DISTINCT l, e
ORDER BY l.key, e.key
WITH l, e.key AS fact, CASE WHEN e.kind = 'literature_review' THEN null ELSE e.identities END AS source,
  CASE WHEN e.kind = 'literature_review' THEN coalesce(e.n, l.included) ELSE 0 END AS reviewed
ORDER BY l.key, fact
WITH l, collect(fact) AS facts, collect(source) AS lists, sum(reviewed) AS reviewed
WITH l, facts, reviewed + size(first_of_sources(lists)) AS registered
WITH *
WHERE registered < l.included
RETURN l.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
