// A conclusion takes versions and categories by itself: whether a claim is supported takes them by its
// pillars, where there is any.
// takes: c s
// uses: without_pillars
(c.kind <> 'claim_supported' OR without_pillars(s))
