// The respects in each of which a use can rest on an appraisal: it needs one of them.
// takes: u t
// uses: about_performance about_safety
CASE WHEN about_performance(u, t) THEN ['performance'] ELSE [] END
  + CASE WHEN about_safety(u, t) THEN ['safety'] ELSE [] END
  + CASE WHEN u.pillar = 'vca' THEN ['background'] ELSE [] END
