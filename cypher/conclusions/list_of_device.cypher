// One page of the conclusions about items that concern a device, or every device, in the order of their keys.
// uses: status_on_day
// params: device status kind after size today
// returns: key, kind, status, reasons, latest_no, effective_no,
//   state, overdue_from, stale_from, suspect_from, next_review_due, changed, interface_hash
MATCH (s:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(c:Conclusion)
WHERE s.id IN [$device, '*'] AND c.key > $after AND ($kind = '' OR c.kind = $kind)
WITH DISTINCT c
WITH c, status_on_day(c) AS standing
WHERE $status = '' OR standing = $status
RETURN c.key AS key, c.kind AS kind, c.status AS status, c.reasons AS reasons, c.latest_no AS latest_no,
  c.effective_no AS effective_no,
  c.state AS state, c.overdue_from AS overdue_from, c.stale_from AS stale_from,
    c.suspect_from AS suspect_from, c.next_review_due AS next_review_due, c.changed AS changed,
    c.interface_hash AS interface_hash
ORDER BY key
LIMIT $size
