// A use of evidence supports what it bears on: it is in force and in date, and speaks for it.
// takes: u
// uses: in_date
u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND in_date(u)
