// The versions of devices that are in force and that no version in force succeeds.
// params: keys
// returns: device, key
UNWIND $keys AS wanted
MATCH (d:Item {key: wanted})<-[:FOR_DEVICE]-(v:DeviceVersion)
WHERE v.state = 'in_force' AND NOT EXISTS {
  MATCH (n:DeviceVersion)-[:SUCCEEDS]->(v)
  WHERE n.state = 'in_force'
}
RETURN DISTINCT d.key AS device, v.key AS key
ORDER BY device, key
