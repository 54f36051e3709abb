// For which devices what rules found is stored.
// params:
// returns: device, properties
MATCH (m:FoundMark)
RETURN m.device AS device, properties(m) AS properties
ORDER BY device
