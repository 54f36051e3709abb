// Standards and requirements in force whose one spelling begins like what news names; no standard that is
// recorded as superseded or withdrawn already.
// params: types stem
// returns: key, type, name, edition
CALL () {
  MATCH (i:Standard)
  WHERE i.state = 'in_force' AND coalesce(i.status, 'current') = 'current'
    AND i.designation_normal STARTS WITH $stem
  RETURN i.key AS found, i.designation_normal AS name, coalesce(i.edition_normal, '') AS edition
  UNION
  MATCH (i:Requirement)
  WHERE i.state = 'in_force' AND i.leaf_normal STARTS WITH $stem
  RETURN i.key AS found, i.leaf_normal AS name, '' AS edition
}
WITH found, name, edition
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WHERE i.type IN $types
RETURN i.key AS key, i.type AS type, name, edition
ORDER BY key
