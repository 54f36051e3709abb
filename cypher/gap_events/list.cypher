// One page of the history of gaps, oldest first; empty filters let everything pass.
// params: devices rules severity gap item since until upto after size
// returns: number, properties
MATCH (e:GapEvent)
WHERE e.number > $after AND e.revision <= $upto AND (size($devices) = 0 OR e.device IN $devices)
  AND (size($rules) = 0 OR e.rule IN $rules)
  AND ($severity = '' OR e.severity = $severity OR e.was = $severity)
  AND ($gap = '' OR e.gap = $gap) AND ($item = '' OR e.subject = $item)
  AND ($since = '' OR e.at >= $since) AND ($until = '' OR e.at < $until)
RETURN e.number AS number, properties(e) AS properties
ORDER BY number
LIMIT $size
