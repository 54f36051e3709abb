// The versions of the devices that uses of evidence concern, with the day of their release.
// params: keys
// returns: use, version, released_at
UNWIND $keys AS wanted
MATCH (u:Item {key: wanted})-[:IN_SCOPE]->(s:Scope)
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE v.state = 'in_force' AND (s.id = '*' OR o.id IN [s.id, '*'])
RETURN DISTINCT u.key AS use, v.key AS version, v.released_at AS released_at
ORDER BY use, version
