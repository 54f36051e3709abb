// A version of the device that is in scope: in force, not discontinued, and on the market or not succeeded
// by one in force, and not discontinued. What is in development is looked at beside what is on the market,
// and never in its place.
// takes: v
// binds: successor
// uses: not_discontinued on_market
not_discontinued(v)
AND NOT EXISTS {
  MATCH (successor:DeviceVersion)-[:SUCCEEDS]->(v)
  WHERE not_discontinued(successor)
    AND NOT on_market(v)
}
