// A use of evidence counts for a device: it is there for the device and supports, and its evidence is sound
// for it.
// takes: u t device
// binds: data counted_scope
// uses: sound_for supports
supports(u)
AND EXISTS {
  MATCH (u)-[:USES]->(data:Evidence)
  MATCH (u)-[:IN_SCOPE]->(counted_scope:Scope)
  WHERE counted_scope.id IN [device, '*'] AND sound_for(data, u, t, device)
}
