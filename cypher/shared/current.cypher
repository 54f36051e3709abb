// A version of the device that is in scope: in force, not discontinued, and on the market or not succeeded
// by one in force, and not discontinued. What is in development is looked at beside what is on the market,
// and never in its place.
// takes: v
// binds: successor
// uses: on_market
v.state = 'in_force' AND coalesce(v.status, 'in_development') <> 'discontinued'
AND NOT EXISTS {
  MATCH (successor:DeviceVersion)-[:SUCCEEDS]->(v)
  WHERE successor.state = 'in_force' AND coalesce(successor.status, 'in_development') <> 'discontinued'
    AND NOT on_market(v)
}
