// Versions on the market of the devices that conclusions concern.
// uses: on_market
// params: keys today
// returns: conclusion, version
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(i:Item)-[:IN_SCOPE]->(s:Scope)
MATCH (v:DeviceVersion)-[:IN_SCOPE]->(t:Scope)
WHERE on_market(v) AND (t.id = s.id OR t.id = '*' OR s.id = '*')
RETURN DISTINCT c.key AS conclusion, v.key AS version
ORDER BY conclusion, version
