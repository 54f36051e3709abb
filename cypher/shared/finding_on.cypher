// What an appraisal finds on the validity of evidence in a respect.
// takes: a respect
CASE respect WHEN 'performance' THEN a.validity_performance
  WHEN 'safety' THEN a.validity_safety ELSE a.validity_background END
