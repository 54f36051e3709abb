// The current versions of the devices that a claim or control concerns, where it names none itself: all
// that are on the market, and where none is, those that are neither discontinued nor succeeded. A version
// in development beside one on the market is looked at, and speaks against nothing (role coming_version).
// What names no device concerns every device. Equivalence is of one device by its nature: a conclusion
// that names it is not argued with by the versions of another that shares the comparator. That a claim is
// supported takes them by its pillars, where there is any. Each scope is read once, however many
// conclusions ask.
// uses: argued_by_itself placed unsucceeded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:IN_SCOPE]->(sc:Scope)
MATCH (c)-[:IN_SCOPE]->(own:Scope)
WHERE s.state = 'in_force'
WITH *
WHERE argued_by_itself(c, s)
WITH *
WHERE EXISTS {
  MATCH (s)-[:FOR_DEVICE]->(d:Device)
  WHERE d.key = sc.id
} OR NOT EXISTS { MATCH (s)-[:FOR_DEVICE]->(x:DeviceVersion) }
WITH DISTINCT c.key AS conclusion, CASE
  WHEN c.kind <> 'equivalence' OR own.id = '*' OR own.id = sc.id THEN sc.id
  WHEN sc.id = '*' THEN own.id
  ELSE '' END AS scope
WITH *
WHERE scope <> ''
WITH scope, conclusion
ORDER BY scope, conclusion
WITH scope, collect(conclusion) AS conclusions
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE scope = '*' OR o.id = scope OR o.id = '*'
WITH *
WHERE placed(v) OR (unsucceeded(v))
WITH DISTINCT scope, conclusions, o, v, CASE WHEN placed(v) THEN 1 ELSE 0 END AS sold
WITH DISTINCT conclusions, v.key AS item, CASE
  WHEN sold = 1 THEN 'device_version'
  WHEN EXISTS {
    MATCH (n:Scope)<-[:IN_SCOPE]-(m:DeviceVersion)
    WHERE n.id IN [scope, o.id] AND placed(m)
  } THEN 'coming_version'
  ELSE 'device_version' END AS role
UNWIND conclusions AS conclusion
WITH DISTINCT conclusion, item, role
RETURN conclusion, item, role, '' AS via
ORDER BY conclusion, item, role
