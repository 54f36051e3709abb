// The conclusions that conclusions rest on, with what is cached of their status.
// params: keys
// returns: conclusion, upstream, status, stale_from, suspect_from
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:RESTS_ON]->(u:Conclusion)
RETURN DISTINCT c.key AS conclusion, u.key AS upstream, u.status AS status, u.stale_from AS stale_from,
  u.suspect_from AS suspect_from
ORDER BY conclusion, upstream
