// An appraisal in force and in date finds the evidence of a use valid, with limits or without, for the
// respect that
// the use needs; for the valid clinical association also as background. Whether another appraisal disagrees
// is not
// asked here.
// takes: a u t
// uses: about_performance about_safety in_date
a.state = 'in_force' AND in_date(a)
AND ((about_performance(u, t) AND a.validity_performance IN ['valid', 'valid_with_limits'])
  OR (about_safety(u, t) AND a.validity_safety IN ['valid', 'valid_with_limits'])
  OR (u.pillar = 'vca' AND a.validity_background IN ['valid', 'valid_with_limits']))
