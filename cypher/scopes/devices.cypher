// The devices, versions and variants that items are for.
// params: keys
// returns: key, device, type
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[:FOR_DEVICE]->(d:Item)
RETURN i.key AS key, d.key AS device, d.type AS type
ORDER BY key, device
