// Drop what rules found, for a device or for all, but the parts that go on as they are.
// params: device standing
// returns:
MATCH (p:FoundPart {device: $device})
WHERE NOT coalesce(p.part, '') IN $standing
DETACH DELETE p
