// A use of evidence counts: it supports, and its evidence is sound for it.
// takes: u t
// binds: data
// uses: soundness supports
supports(u)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)
  soundness(data, u, t)
}
