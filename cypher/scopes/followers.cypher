// Items whose scope follows from these versions or variants of a device.
// params: keys
// returns: key
UNWIND $keys AS wanted
MATCH (d:Item {key: wanted})<-[:FOR_DEVICE]-(i:Item)
WHERE d.type <> 'Device'
RETURN DISTINCT i.key AS key
ORDER BY key
