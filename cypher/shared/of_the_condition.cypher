// Data of a use are on the condition and on no device: they, and their appraisal, are nobody's by name.
// takes: u e
(coalesce(u.device_basis, '') = 'condition_only' OR coalesce(e.device_basis, '') = 'condition_only')
