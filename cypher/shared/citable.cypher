// Evidence that may be relied on at all: in force, in date, and neither retracted nor rejected.
// takes: e
// uses: in_date
e.state = 'in_force' AND in_date(e) AND coalesce(e.notice, '') <> 'retracted'
AND (e.rejected IS NULL OR e.rejected = false)
