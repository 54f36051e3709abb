// A use needs evidence that is valid for safety: it does not name performance as its aspect, and bears on a
// claim on safety, on what is no claim, or, where it names safety, on a claim that is not on performance.
// takes: u t
coalesce(u.aspect, '') <> 'performance'
AND (t.type <> 'Claim' OR t.claim_type = 'safety'
  OR (u.aspect = 'safety'
    AND NOT coalesce(t.claim_type, 'clinical_performance') IN ['clinical_performance',
      'technical_performance']))
