// Where signed conclusions rest on any of these items: the versions as pinned beside the versions now.
// params: items
// returns: conclusion, item, role, via, compare, version, pinned, now
UNWIND $items AS wanted
MATCH (i:Item {key: wanted})<-[r:RESTS_ON]-(c:Conclusion)
RETURN c.key AS conclusion, i.key AS item, r.role AS role, r.via AS via, r.compare AS compare,
  r.version AS version, r.pinned AS pinned, i.interface_hash AS now
ORDER BY conclusion, item, role, via
