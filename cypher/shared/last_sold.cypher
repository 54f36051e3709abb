// A version that was the last of a device that is discontinued as a whole.
// Nothing of the device is sold or in development, and nothing came after the version. What is in use goes on
// being used, and its data are of it.
// takes: v device
// binds: later living living_scope
// uses: not_discontinued
v.state = 'in_force' AND v.status = 'discontinued'
AND NOT EXISTS { MATCH (later:DeviceVersion)-[:SUCCEEDS]->(v) WHERE later.state = 'in_force' }
AND NOT EXISTS {
  MATCH (living:DeviceVersion)-[:IN_SCOPE]->(living_scope:Scope)
  WHERE living_scope.id IN [device, '*'] AND not_discontinued(living)
}
