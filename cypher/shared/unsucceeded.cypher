// A version of the device that counts for conclusions: in force, not discontinued, and not succeeded by one
// in force. One that is sold no more takes the place of nothing that is in development.
// takes: v
// binds: successor
v.state = 'in_force' AND coalesce(v.status, 'in_development') <> 'discontinued'
AND NOT EXISTS {
  MATCH (successor:DeviceVersion)-[:SUCCEEDS]->(v)
  WHERE successor.state = 'in_force' AND coalesce(successor.status, 'in_development') <> 'discontinued'
}
