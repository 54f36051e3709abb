// Data can be clinical by their kind: they come from use of a device in people, or sum up such data.
// Opinions, guidelines, bench tests, verification and data of a similar device never are (MEDDEV 2.7/1
// rev. 4, 4).
// takes: e
coalesce(e.kind, '') IN ['literature_review', 'publication', 'clinical_investigation_premarket',
  'retrospective_performance_study', 'pmcf_study', 'registry_rwe', 'pms_survey_feedback',
  'pms_complaints_vigilance', 'usability_summative', 'equivalent_device_data']
