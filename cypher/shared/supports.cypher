// A use of evidence supports what it bears on: it is in force and in date, speaks for it, and is given
// weight, as more
// than background.
// takes: u
// uses: in_date
u.state = 'in_force' AND coalesce(u.direction, 'supports') = 'supports' AND in_date(u)
AND coalesce(u.role, 'supportive') <> 'background' AND coalesce(u.weight, 'medium') <> 'none'
