// The kinds of elements of the intended purpose that clinical data have to cover.
['indication', 'condition_severity_stage', 'target_population', 'age_range', 'sex', 'intended_user',
  'use_environment',
  'duration_repeat', 'variant_range']
