// The versions on the market of a device of which a claim, control or comparator names other versions: what
// is concluded on it was not concluded for them.
// uses: argued_by_itself placed
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)-[:FOR_DEVICE]->(n:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
MATCH (c)-[:IN_SCOPE]->(own:Scope)
WHERE s.state = 'in_force' AND NOT EXISTS { MATCH (s)-[:FOR_DEVICE]->(d:Device) WHERE d.key = sc.id }
  AND (c.kind <> 'equivalence' OR own.id IN ['*', sc.id] OR sc.id = '*')
WITH *
WHERE argued_by_itself(c, s)
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (sc.id = '*' OR o.id = sc.id OR o.id = '*') AND placed(v)
  AND (c.kind <> 'equivalence' OR own.id = '*' OR o.id IN [own.id, '*'])
  AND NOT EXISTS { MATCH (s)-[:FOR_DEVICE]->(x:DeviceVersion) WHERE x.key = v.key }
RETURN DISTINCT c.key AS conclusion, v.key AS item, 'other_version' AS role, '' AS via
ORDER BY conclusion, item
