// Evidence is sound for a use of it on t: it is citable, is not marked as unfavourable, no appraisal in force
// finds it
// unfit, and an appraisal in force and in date finds it valid, with limits or without, for the respect that
// the use
// needs, which no appraisal in force, whatever its dates, finds not valid. For clinical validation it has to
// be
// clinical data on the device.
// takes: e u t
// binds: judgement doubt
// uses: about_performance about_safety citable clinical_data in_date of_telling_kind unfit
citable(e) AND coalesce(e.favourable, '') <> 'unfavourable' AND of_telling_kind(u, e)
AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND unfit(doubt) }
AND EXISTS {
  MATCH (e)<-[:APPRAISES]-(judgement:Appraisal)
  WHERE judgement.state = 'in_force' AND in_date(judgement)
  WITH *
  WHERE EXISTS {
    MATCH (e)
    WITH *
    WHERE (about_performance(u, t) AND judgement.validity_performance IN ['valid', 'valid_with_limits']
        AND NOT EXISTS {
          MATCH (e)<-[:APPRAISES]-(doubt:Appraisal)
          WHERE doubt.state = 'in_force' AND doubt.validity_performance = 'not_valid'
        })
      OR (about_safety(u, t) AND judgement.validity_safety IN ['valid', 'valid_with_limits']
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
    AND (coalesce(u.pillar, '') <> 'cv' OR EXISTS {
        MATCH (e)
        WITH *
        WHERE clinical_data(u, e, t)
        RETURN 1 AS one
      })
  RETURN 1 AS one
}
