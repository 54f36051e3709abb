// Up to where what rules found is stored, for a device or for all, and the hashes of its parts.
// params: device
// returns: device, properties
MATCH (m:FoundMark {device: $device})
RETURN m.device AS device, properties(m) AS properties
ORDER BY device
