// Versions on the market of devices of which a justified gap names other versions, and neither the device nor
// that version. One that is of a gap of a version that it names is for that version, and leaves none out.
// uses: on_market
// params: today
// returns: waiver, device, version
MATCH (j:JustifiedGap)-[:FOR_DEVICE]->(n:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
WHERE j.gap_id IS NOT NULL AND NOT EXISTS { MATCH (j)-[:FOR_DEVICE]->(d:Device) WHERE d.key = sc.id }
  AND NOT EXISTS { MATCH (j)-[:FOR_DEVICE]->(x:DeviceVersion) WHERE x.key = j.detail }
  AND NOT EXISTS { MATCH (j)-[:FOR_DEVICE]->(x:DeviceVersion)<-[:WAIVES]-(j) }
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE on_market(v) AND (o.id = sc.id OR o.id = '*' OR sc.id = '*')
  AND NOT EXISTS { MATCH (j)-[:FOR_DEVICE]->(y:DeviceVersion) WHERE y.key = v.key }
RETURN DISTINCT j.key AS waiver, sc.id AS device, v.key AS version
ORDER BY waiver, device, version
