// The appraisals in force of evidence, with what each finds.
// params: keys
// returns: evidence, appraisal, performance, safety, background, valid_until
UNWIND $keys AS wanted
MATCH (e:Item {key: wanted})<-[:APPRAISES]-(a:Appraisal)
WHERE a.state = 'in_force'
RETURN e.key AS evidence, a.key AS appraisal, a.validity_performance AS performance,
  a.validity_safety AS safety,
  a.validity_background AS background, a.valid_until AS valid_until
ORDER BY evidence, appraisal
