// A version of the device that is, or was, on the market, for all that is known: what was placed there has
// to be watched while people use it.
// takes: v
// uses: on_market
(on_market(v) OR (v.state = 'in_force' AND coalesce(v.status, '') = 'discontinued'))
