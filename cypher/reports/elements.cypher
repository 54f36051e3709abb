// The elements of the intended purpose that claims cover, whatever state they are in.
// params: keys
// returns: claim, element, kind, title, value, included, range_min, range_max, unit, state
UNWIND $keys AS wanted
MATCH (k:Item {key: wanted})-[:COVERS]->(x:IntendedUseElement)
RETURN k.key AS claim, x.key AS element, x.kind AS kind, x.title AS title, x.value AS value,
  x.included AS included,
  x.range_min AS range_min, x.range_max AS range_max, x.range_unit AS unit, x.state AS state
ORDER BY claim, element
