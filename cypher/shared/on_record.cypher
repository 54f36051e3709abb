// A person who is on record, or was: whoever left was qualified all the same on the day of signing. A record
// that was withdrawn as wrong says nothing.
// takes: p
(p.state = 'in_force' OR (p.state = 'withdrawn'
  AND NOT coalesce(p.withdrawn_reason, '') IN ['invalid', 'error']))
