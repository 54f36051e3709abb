// What signed conclusions rest on: the versions as pinned beside the versions now.
// params: keys
// returns: conclusion, item, role, via, compare, version, pinned, now
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[r:RESTS_ON]->(i:Item)
RETURN c.key AS conclusion, i.key AS item, r.role AS role, r.via AS via, r.compare AS compare,
  r.version AS version, r.pinned AS pinned, i.interface_hash AS now
ORDER BY conclusion, item, role, via
