// A version of the device that counts for conclusions: in force, not discontinued, and not succeeded by one
// in force. One that is sold no more takes the place of nothing that is in development.
// takes: v
// binds: successor
// uses: not_discontinued
not_discontinued(v)
AND NOT EXISTS {
  MATCH (successor:DeviceVersion)-[:SUCCEEDS]->(v)
  WHERE not_discontinued(successor)
}
