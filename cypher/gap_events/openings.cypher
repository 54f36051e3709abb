// When some gaps opened and closed, up to a revision, oldest first.
// params: ids revision
// returns: gap, number, kind, revision, at, after
UNWIND $ids AS wanted
MATCH (e:GapEvent {gap: wanted})
WHERE e.revision <= $revision AND e.kind <> 'regraded'
RETURN e.gap AS gap, e.number AS number, e.kind AS kind, e.revision AS revision, e.at AS at, e.after AS after
ORDER BY number
