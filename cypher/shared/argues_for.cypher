// A use speaks for what it bears on as seen from a device, with citable evidence that an appraisal finds
// valid for what the use needs; use and appraisal are there for the device. Where appraisals disagree, or
// the data are of another device, it argues and does not count.
// takes: u t device
// binds: data judgement argued_step judged_scope
// uses: citable concerns finds_valid in_date of_the_condition supports
supports(u) AND concerns(u, device)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)<-[:APPRAISES]-(judgement:Appraisal)
  WHERE citable(data) AND judgement.state = 'in_force' AND in_date(judgement)
  WITH *, 1 AS argued_step
  WHERE EXISTS {
      MATCH (judgement)-[:IN_SCOPE]->(judged_scope:Scope)
      WHERE judged_scope.id IN [device, '*'] OR of_the_condition(u, data)
    }
    AND CASE WHEN finds_valid(judgement, u, t) THEN 1 ELSE 0 END = 1
  RETURN 1 AS one
}
