// A use of evidence counts for a device: it is there for the device and supports, and its evidence is sound
// for it.
// takes: u t device
// binds: data
// uses: concerns soundness_for supports
supports(u) AND concerns(u, device)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)
  soundness_for(data, u, t, device)
}
