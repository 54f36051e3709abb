// Versions on the market of the devices that conclusions concern.
// params: keys
// returns: conclusion, version
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(i:Item)-[:IN_SCOPE]->(s:Scope)
MATCH (v:DeviceVersion)-[:IN_SCOPE]->(t:Scope)
WHERE v.state = 'in_force' AND v.status = 'on_market' AND (t.id = s.id OR t.id = '*' OR s.id = '*')
RETURN DISTINCT c.key AS conclusion, v.key AS version
ORDER BY conclusion, version
