// The conditions of `sound_for` behind a pattern that has the evidence: to walk to it and to ask on is one
// subquery then.
// takes: e u t device
// binds: respects respect doubt doubted judgement found judged_scope
// uses: citable clinical_kind clinical_origin_for data_of finding_on in_date of_telling_kind
//   of_the_condition respects_needed unfit
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
      AND EXISTS {
        MATCH (judgement)-[:IN_SCOPE]->(judged_scope:Scope)
        WHERE judged_scope.id IN [device, '*'] OR of_the_condition(u, e)
      }
    RETURN 1 AS one
  }
  AND (coalesce(u.pillar, '') <> 'cv' OR clinical_origin_for(u, e, device))
  AND ((coalesce(u.applicability_justification, '') <> '' AND u.signed_by IS NOT NULL)
    OR of_the_condition(u, e) OR data_of(e, device))
RETURN 1 AS one
