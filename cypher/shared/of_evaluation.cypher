// A conclusion that belongs to the clinical evaluation, so that its signers are evaluators (MEDDEV 2.7/1
// rev. 4, 6.4): not one on controls, risks, materials or changes, which others are competent for, nor on a
// requirement that the clinical evaluation does not conclude on.
// takes: q
// binds: answer asked
NOT coalesce(q.kind, '') IN ['change_significance', 'control_effective', 'information_consistent',
  'overall_residual_risk', 'requirement_not_applicable', 'risk_acceptable']
AND NOT EXISTS {
  MATCH (q)-[:ABOUT]->(answer:ComplianceRecord)
  WHERE q.kind = 'requirement_met'
    AND NOT EXISTS {
      MATCH (q)-[:ABOUT]->(answer)-[:SATISFIES]->(asked:Requirement)
      WHERE asked.clinical_evaluation_topic = true
    }
}
