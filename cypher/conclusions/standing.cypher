// How many conclusions there are of each status; empty filters let everything pass.
// params: status kind today
// returns: status, count
MATCH (c:Conclusion)
WHERE $kind = '' OR c.kind = $kind
WITH c, CASE WHEN c.status IN ['current', 'suspect']
  AND c.stale_from < $today THEN 'stale' WHEN c.status = 'current'
  AND c.suspect_from < $today THEN 'suspect' WHEN c.status = 'current'
  AND c.overdue_from < $today THEN 'overdue' ELSE c.status END AS standing
WHERE $status = '' OR standing = $status
RETURN standing AS status, count(c) AS count
ORDER BY status
