// Appraisals in force that were made on another substance of their evidence.
// params:
// returns: appraisal, evidence, substantive_hash, version
MATCH (a:Appraisal)-[:APPRAISES]->(e:Evidence)
WHERE a.state = 'in_force' AND e.state = 'in_force' AND coalesce(a.appraised_hash, '') <> e.substantive_hash
RETURN a.key AS appraisal, e.key AS evidence, e.substantive_hash AS substantive_hash,
  e.effective_no AS version
ORDER BY appraisal, evidence
