// Evidence is sound for a use of it on t as seen from a device: as `sound` says, by an appraisal that is
// there for the device, and it is data on the device, or the use says why it holds for it, signed. Of data
// on the condition alone neither is asked. What appraisals find against it is heard from every device.
// takes: e u t device
// binds: judgement judged_scope doubt
// uses: about_performance about_safety citable clinical_data_for data_of in_date of_telling_kind
//   of_the_condition unfit
citable(e) AND coalesce(e.favourable, '') <> 'unfavourable' AND of_telling_kind(u, e)
AND NOT EXISTS { MATCH (e)<-[:APPRAISES]-(doubt:Appraisal) WHERE doubt.state = 'in_force' AND unfit(doubt) }
AND EXISTS {
  MATCH (e)<-[:APPRAISES]-(judgement:Appraisal)
  MATCH (judgement)-[:IN_SCOPE]->(judged_scope:Scope)
  WHERE judgement.state = 'in_force' AND in_date(judgement)
    AND (judged_scope.id IN [device, '*'] OR of_the_condition(u, e))
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
        WHERE clinical_data_for(u, e, t, device)
        RETURN 1 AS one
      })
    AND ((coalesce(u.applicability_justification, '') <> '' AND u.signed_by IS NOT NULL)
      OR of_the_condition(u, e) OR data_of(e, device))
  RETURN 1 AS one
}
