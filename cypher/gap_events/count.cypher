// How many gaps opened, were regraded and closed on each day, up to a revision.
// params: devices rules upto
// returns: day, kind, severity, was, number
MATCH (e:GapEvent)
WHERE e.revision <= $upto AND (size($devices) = 0 OR e.device IN $devices)
  AND (size($rules) = 0 OR e.rule IN $rules)
WITH substring(e.at, 0, 10) AS day, e.kind AS kind, e.severity AS severity, e.was AS was, e
RETURN day, kind, severity, was, count(e) AS number
ORDER BY day, kind, severity, was
