// A use speaks for what it bears on as seen from a device, with citable evidence that an appraisal finds
// valid for what the use needs; use and appraisal are there for the device. Where appraisals disagree, or
// the data are of another device, it argues and does not count.
// takes: u t device
// binds: data judgement argued_scope judged_scope
// uses: citable finds_valid of_the_condition supports
supports(u)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)<-[:APPRAISES]-(judgement:Appraisal)
  MATCH (u)-[:IN_SCOPE]->(argued_scope:Scope)
  MATCH (judgement)-[:IN_SCOPE]->(judged_scope:Scope)
  WHERE argued_scope.id IN [device, '*'] AND citable(data)
    AND (judged_scope.id IN [device, '*'] OR of_the_condition(u, data)) AND finds_valid(judgement, u, t)
}
