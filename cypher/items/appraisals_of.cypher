// The appraisals in force of any of these evidence items.
// params: keys
// returns: appraisal, evidence, substantive_hash, version
UNWIND $keys AS wanted
MATCH (e:Item {key: wanted})<-[:APPRAISES]-(a:Appraisal)
WHERE a.state = 'in_force'
RETURN a.key AS appraisal, e.key AS evidence, e.substantive_hash AS substantive_hash,
  e.effective_no AS version
ORDER BY appraisal, evidence
