// A use needs evidence that is valid for performance: it says so, or says neither and bears on a claim that
// is none
// on safety, or on what is no claim.
// takes: u t
(u.aspect = 'performance' OR (NOT coalesce(u.aspect, '') IN ['performance', 'safety']
  AND (t.type <> 'Claim' OR coalesce(t.claim_type, '') <> 'safety')))
