// How many conclusions there are of each status; empty filters let everything pass.
// uses: status_on_day
// params: status kind today
// returns: status, count
MATCH (c:Conclusion)
WHERE $kind = '' OR c.kind = $kind
WITH c, status_on_day(c) AS standing
WHERE $status = '' OR standing = $status
RETURN standing AS status, count(c) AS count
ORDER BY status
