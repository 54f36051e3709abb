// A use needs evidence that is valid for performance: what it bears on is no claim on safety, and it does not
// name safety as its aspect. What a claim needs no use can choose.
// takes: u t
coalesce(u.aspect, '') <> 'safety' AND (t.type <> 'Claim' OR coalesce(t.claim_type, '') <> 'safety')
