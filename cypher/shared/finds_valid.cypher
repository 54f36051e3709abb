// An appraisal in force and in date finds the evidence of a use valid, with limits or without, for what the
// use
// needs: for the aspect that it names, else for performance or safety; for the valid clinical association
//   also
// as background. Whether another appraisal disagrees is not asked here.
// takes: a u t
// uses: in_date
a.state = 'in_force' AND in_date(a)
AND ((coalesce(u.aspect, '') <> 'safety' AND a.validity_performance IN ['valid', 'valid_with_limits'])
  OR (coalesce(u.aspect, '') <> 'performance' AND a.validity_safety IN ['valid', 'valid_with_limits'])
  OR (u.pillar = 'vca' AND a.validity_background IN ['valid', 'valid_with_limits']))
