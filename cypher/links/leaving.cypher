// All relationships that leave these items, pins, scopes and waiting ones included.
// params: keys
// returns: owner, type, relation, kind, target, role, via, properties
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r]->(n)
RETURN i.key AS owner, i.type AS type, type(r) AS relation, n.type AS kind, coalesce(n.key, n.id) AS target,
  coalesce(r.role, '') AS role, coalesce(r.via, '') AS via, properties(r) AS properties
ORDER BY owner, relation, target, role, via
