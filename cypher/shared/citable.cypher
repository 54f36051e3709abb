// Evidence that may be relied on at all: in force, in date, and not retracted.
// takes: e
// uses: in_date
e.state = 'in_force' AND in_date(e) AND (e.retracted IS NULL OR e.retracted = false)
