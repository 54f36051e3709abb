// One page of the audit entries that changed an item, oldest first.
// params: key actor action since until upto after size
// returns: revision, properties
MATCH (i:Item {key: $key})
WITH i
UNWIND i.revisions AS written
MATCH (e:AuditEntry {revision: written})
WHERE e.revision > $after AND e.revision <= $upto AND ($actor = '' OR e.actor = $actor)
  AND ($action = '' OR e.action = $action)
  AND ($since = '' OR e.at >= $since) AND ($until = '' OR e.at < $until)
RETURN e.revision AS revision, properties(e) AS properties
ORDER BY revision
LIMIT $size
