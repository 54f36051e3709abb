// A version of the device that is on the market: it says so, or was released and says nothing else.
// takes: v
(v.state = 'in_force' AND (v.status = 'on_market' OR (v.status IS NULL AND v.released_at <= $today)))
