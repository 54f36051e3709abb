// A version of the device that is on the market: it says so, or was released and says nothing else.
// takes: v
(v.state = 'in_force' AND (coalesce(v.status, '') = 'on_market'
  OR (v.status IS NULL AND coalesce(v.released_at, '9999-12-31') <= $today)))
