// How many conclusions about items that concern a device, or every device, there are of each status.
// uses: status_on_day
// params: device status kind today
// returns: status, count
MATCH (s:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(c:Conclusion)
WHERE s.id IN [$device, '*'] AND ($kind = '' OR c.kind = $kind)
WITH DISTINCT c
WITH c, status_on_day(c) AS standing
WHERE $status = '' OR standing = $status
RETURN standing AS status, count(c) AS count
ORDER BY status
