// A use of evidence counts: it supports, and its evidence is sound for it.
// takes: u t
// binds: data
// uses: supports sound
supports(u)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)
  WHERE sound(data, u, t)
}
