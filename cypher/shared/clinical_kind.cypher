// Evidence of a use is clinical data by its kind, on a device and not on the condition or another device
// alone. No opinion, guideline, bench test or verification is. How users get on is clinical data for a claim
// on usability alone; complaints, of which nobody knows how many were not made, show no figure (MEDDEV 2.7/1
// rev. 4, 4 and A1; MDCG 2020-6, appendix III).
// takes: u e t
(e.kind IN ['literature_review', 'publication', 'clinical_investigation_premarket',
  'retrospective_performance_study',
    'pmcf_study', 'registry_rwe', 'pms_survey_feedback', 'equivalent_device_data']
  OR (e.kind = 'pms_complaints_vigilance' AND t.target_threshold IS NULL)
  OR (e.kind = 'usability_summative' AND (t.claim_type = 'usability' OR t.benefit_mode = 'usability_only')))
AND NOT coalesce(u.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
AND NOT coalesce(e.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
