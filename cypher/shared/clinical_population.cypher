// The kinds of elements of the intended purpose that say in whom the device is used, and for what.
['indication', 'condition_severity_stage', 'target_population', 'age_range', 'sex']
