// A version of the device that is on the market: it says so; or it was released, or placed on the market, and
// does not say that it is discontinued. One that says that it is in development after that day contradicts
// itself (PMS-11), and is taken in doubt for what people can use.
// takes: v
(v.state = 'in_force' AND (coalesce(v.status, '') = 'on_market'
  OR (coalesce(v.status, 'in_development') = 'in_development'
    AND (coalesce(v.released_at, '9999-12-31') <= $today
      OR coalesce(v.last_placed_at, '9999-12-31') <= $today))))
