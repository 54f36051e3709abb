// Conclusions by their keys, with what is cached of their status.
// params: keys
// returns: key, kind, status, reasons, latest_no, effective_no,
//   state, overdue_from, stale_from, suspect_from, next_review_due, changed, interface_hash
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WHERE c.type = 'Conclusion'
RETURN c.key AS key, c.kind AS kind, c.status AS status, c.reasons AS reasons, c.latest_no AS latest_no,
  c.effective_no AS effective_no,
  c.state AS state, c.overdue_from AS overdue_from, c.stale_from AS stale_from,
    c.suspect_from AS suspect_from, c.next_review_due AS next_review_due, c.changed AS changed,
    c.interface_hash AS interface_hash
ORDER BY key
