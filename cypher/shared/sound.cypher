// Some evidence of a use is citable, and an appraisal in force and in date finds it valid, with limits or
// without,
// for what the use needs, which no appraisal in force, whatever its dates, finds not valid.
// takes: e u t
// binds: judgement doubt
// uses: citable in_date
citable(e)
AND EXISTS {
  MATCH (e)<-[:APPRAISES]-(judgement:Appraisal)
  WHERE judgement.state = 'in_force' AND in_date(judgement)
  WITH *
  WHERE (coalesce(u.aspect, '') <> 'safety'
    AND judgement.validity_performance IN ['valid', 'valid_with_limits']
      AND NOT EXISTS {
        MATCH (e)<-[:APPRAISES]-(doubt:Appraisal)
        WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid'
      })
    OR (coalesce(u.aspect, '') <> 'performance'
    AND judgement.validity_safety IN ['valid', 'valid_with_limits']
      AND NOT EXISTS {
        MATCH (e)<-[:APPRAISES]-(doubt:Appraisal)
        WHERE doubt.state = 'in_force' AND doubt.validity_safety = 'not_valid'
      })
    OR (u.pillar = 'vca' AND judgement.validity_background IN ['valid', 'valid_with_limits']
      AND NOT EXISTS {
        MATCH (e)<-[:APPRAISES]-(doubt:Appraisal)
        WHERE doubt.state = 'in_force' AND doubt.validity_background = 'not_valid'
      })
  RETURN 1 AS one
}
