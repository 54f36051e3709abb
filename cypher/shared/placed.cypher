// A version of the device that is, or by its day of release will be, on the market: the basis of a conclusion
// holds on any day, so that the day itself is not asked.
// takes: v
(v.state = 'in_force' AND (coalesce(v.status, '') = 'on_market'
  OR (v.status IS NULL AND v.released_at IS NOT NULL)))
