// A version of the device that counts for conclusions: in force, not discontinued, and not succeeded by one
// in force.
// takes: v
// binds: successor
v.state = 'in_force' AND coalesce(v.status, 'in_development') <> 'discontinued'
AND NOT EXISTS { MATCH (successor:DeviceVersion)-[:SUCCEEDS]->(v) WHERE successor.state = 'in_force' }
