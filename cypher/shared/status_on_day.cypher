// The status of a conclusion on the day: a reason or a date that counts only after one may have passed since
// it was stored. `graph/status/cached.py` says the same of one that was read.
// takes: c
CASE WHEN c.status IN ['current', 'suspect'] AND c.stale_from < $today THEN 'stale'
  WHEN c.status = 'current' AND c.suspect_from < $today THEN 'suspect'
  WHEN c.status = 'current' AND c.overdue_from < $today THEN 'overdue'
  ELSE c.status END
