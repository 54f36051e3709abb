// An item is there as seen from a device: it names the device, or none.
// takes: x device
// binds: of_scope
EXISTS { MATCH (x)-[:IN_SCOPE]->(of_scope:Scope) WHERE of_scope.id IN [device, '*'] }
