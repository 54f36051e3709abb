// How many conclusions about items that concern a device, or every device, there are of each status.
// params: device status kind today
// returns: status, count
MATCH (s:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(c:Conclusion)
WHERE s.id IN [$device, '*'] AND ($kind = '' OR c.kind = $kind)
WITH DISTINCT c
WITH c, CASE WHEN c.status IN ['current', 'suspect']
  AND c.stale_from < $today THEN 'stale' WHEN c.status = 'current'
  AND c.suspect_from < $today THEN 'suspect' WHEN c.status = 'current'
  AND c.overdue_from < $today THEN 'overdue' ELSE c.status END AS standing
WHERE $status = '' OR standing = $status
RETURN standing AS status, count(c) AS count
ORDER BY status
