// What makes evidence sound for a use of it on t, behind a pattern that has the evidence: it is citable, is
// not marked as unfavourable, no appraisal in force finds it unfit, and an appraisal in force and in date
// finds it valid, with limits or without, for the respect that the use needs, which no appraisal in force,
// whatever its dates, finds not valid. For clinical validation it has to be clinical data on the device.
// takes: e u t
// binds: respects respect doubt doubted judgement found
// uses: citable clinical_kind clinical_origin finding_on in_date of_telling_kind respects_needed unfit
WHERE citable(e) AND coalesce(e.favourable, '') <> 'unfavourable' AND of_telling_kind(u, e)
  AND (coalesce(u.pillar, '') <> 'cv' OR clinical_kind(u, e, t))
WITH *, respects_needed(u, t) AS respects
UNWIND respects AS respect
WITH *
WHERE NOT EXISTS {
    MATCH (e)<-[:APPRAISES]-(doubt:Appraisal)
    WHERE doubt.state = 'in_force'
    WITH *, finding_on(doubt, respect) AS doubted
    WHERE doubted = 'not_valid' OR unfit(doubt)
    RETURN 1 AS one
  }
  AND EXISTS {
    MATCH (e)<-[:APPRAISES]-(judgement:Appraisal)
    WHERE judgement.state = 'in_force' AND in_date(judgement)
    WITH *, finding_on(judgement, respect) AS found
    WHERE found IN ['valid', 'valid_with_limits']
    RETURN 1 AS one
  }
  AND (coalesce(u.pillar, '') <> 'cv' OR clinical_origin(u, e))
RETURN 1 AS one
