// The evidence that appraisals judge, with its substance now.
// params: keys
// returns: appraisal, evidence, substantive_hash, version
UNWIND $keys AS wanted
MATCH (a:Item {key: wanted})-[:APPRAISES]->(e:Evidence)
RETURN a.key AS appraisal, e.key AS evidence, e.substantive_hash AS substantive_hash,
  e.effective_no AS version
ORDER BY appraisal, evidence
