// A use of evidence is one for a device: it names the device; or it names none, and what it bears on is
// there for the device, or is nowhere yet.
// takes: u device
// binds: use_scope aim aim_scope
EXISTS {
  MATCH (u)-[:IN_SCOPE]->(use_scope:Scope)
  WHERE use_scope.id IN [device, '*']
  WITH *
  WHERE use_scope.id = device
    OR NOT EXISTS { MATCH (u)-[:BEARS_ON]->(aim:Item)-[:IN_SCOPE]->(aim_scope:Scope) }
    OR EXISTS {
      MATCH (u)-[:BEARS_ON]->(aim:Item)-[:IN_SCOPE]->(aim_scope:Scope)
      WHERE aim_scope.id IN [device, '*']
    }
  RETURN 1 AS one
}
