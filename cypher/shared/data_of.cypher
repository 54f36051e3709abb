// Evidence is data on a device: it names the device; or it names none, and was generated with no version of a
// device, or with one of that device.
// takes: e device
// binds: data_scope made_with made_scope
EXISTS {
  MATCH (e)-[:IN_SCOPE]->(data_scope:Scope)
  WHERE data_scope.id IN [device, '*']
  WITH *
  WHERE data_scope.id = device
    OR NOT EXISTS { MATCH (e)-[:GENERATED_WITH]->(made_with:DeviceVersion) }
    OR EXISTS {
      MATCH (e)-[:GENERATED_WITH]->(made_with:DeviceVersion)-[:IN_SCOPE]->(made_scope:Scope)
      WHERE made_scope.id IN [device, '*']
    }
  RETURN 1 AS one
}
