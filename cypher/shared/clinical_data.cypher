// Evidence of a use is clinical data on the device, or on one whose equivalence is demonstrated. No opinion,
// guideline, bench test or verification is, nor what concerns the condition or another device alone. How
// users get on
// is clinical data for a claim on usability alone; complaints, of which nobody knows how many were not made,
// show no
// figure (MEDDEV 2.7/1 rev. 4, 4 and A1; MDCG 2020-6, appendix III).
// takes: u e t
// binds: through origin equal
// uses: of_equivalent_device
(e.kind IN ['literature_review', 'publication', 'clinical_investigation_premarket',
  'retrospective_performance_study',
    'pmcf_study', 'registry_rwe', 'pms_survey_feedback', 'equivalent_device_data']
  OR (e.kind = 'pms_complaints_vigilance' AND t.target_threshold IS NULL)
  OR (e.kind = 'usability_summative' AND (t.claim_type = 'usability' OR t.benefit_mode = 'usability_only')))
AND NOT coalesce(u.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
AND NOT coalesce(e.device_basis, '') IN ['benchmark_device', 'other_device_or_alternative', 'condition_only']
AND ((NOT of_equivalent_device(u, e)
    AND (EXISTS { MATCH (e)-[:GENERATED_WITH]->(origin:DeviceVersion) WHERE origin.state <> 'withdrawn' }
      OR NOT EXISTS {
        MATCH (e)-[:GENERATED_WITH]->(origin:ComparatorDevice)
        WHERE origin.state <> 'withdrawn'
      }))
  OR (EXISTS {
      MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
      WHERE origin.state = 'in_force'
    }
    AND NOT EXISTS {
      MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
      WHERE NOT EXISTS {
        MATCH (origin)<-[:ABOUT]-(equal:Conclusion)
        WHERE origin.state = 'in_force' AND equal.state = 'in_force' AND equal.kind = 'equivalence'
          AND equal.verdict = 'demonstrated'
      }
    }))
