// A use needs evidence that is valid for safety: it says so, or says neither and bears on a claim on safety,
// or on
// what is no claim.
// takes: u t
(u.aspect = 'safety' OR (NOT coalesce(u.aspect, '') IN ['performance', 'safety']
  AND (t.type <> 'Claim' OR t.claim_type = 'safety')))
