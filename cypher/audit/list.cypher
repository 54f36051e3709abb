// One page of audit entries, oldest first; empty filters let everything pass.
// params: actor action since until upto after size
// returns: revision, properties
MATCH (e:AuditEntry)
WHERE e.revision > $after AND e.revision <= $upto AND ($actor = '' OR e.actor = $actor)
  AND ($action = '' OR e.action = $action)
  AND ($since = '' OR e.at >= $since) AND ($until = '' OR e.at < $until)
RETURN e.revision AS revision, properties(e) AS properties
ORDER BY revision
LIMIT $size
