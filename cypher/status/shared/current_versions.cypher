// The current versions of the devices that a claim or control concerns, where it names none itself: those in
// force, not discontinued and not succeeded. What names no device concerns every device. Each scope is
// read once, however many conclusions ask.
// uses: unsucceeded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE EXISTS {
  MATCH (s)-[:FOR_DEVICE]->(d:Device)
  WHERE d.key = sc.id
} OR NOT EXISTS { MATCH (s)-[:FOR_DEVICE]->(x:DeviceVersion) }
WITH DISTINCT sc.id AS scope, c.key AS conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (scope = '*' OR o.id = scope OR o.id = '*')
  AND unsucceeded(v)
WITH DISTINCT conclusions, v.key AS item
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item
RETURN conclusion, item, 'device_version' AS role, '' AS via
ORDER BY conclusion, item
