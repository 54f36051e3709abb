// A version of a device that is in force and does not say that it is discontinued.
// takes: v
v.state = 'in_force' AND coalesce(v.status, 'in_development') <> 'discontinued'
