// A use speaks for what it bears on with citable evidence that an appraisal finds valid for what the use
// needs.
// Where appraisals disagree, it argues and does not count.
// takes: u t
// binds: data judgement
// uses: supports citable finds_valid
supports(u)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)<-[:APPRAISES]-(judgement:Appraisal)
  WHERE citable(data) AND finds_valid(judgement, u, t)
}
