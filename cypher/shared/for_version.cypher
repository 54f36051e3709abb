// An item answers for a version as seen from a device: it names the version or the device, or no version of
// that device.
// takes: x v device
// binds: own other other_scope
(EXISTS { MATCH (x)-[:FOR_DEVICE]->(own:Item) WHERE own.key = v.key OR own.key = device }
  OR NOT EXISTS {
    MATCH (x)-[:FOR_DEVICE]->(other:DeviceVersion)-[:IN_SCOPE]->(other_scope:Scope)
    WHERE other_scope.id IN [device, '*']
  })
