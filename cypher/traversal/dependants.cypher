// One level against the arrows: who depends on any of these items.
// params: keys relations
// returns: item, relation, key, type
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[r]-(d:Item)
WHERE type(r) IN $relations
RETURN i.key AS item, type(r) AS relation, d.key AS key, d.type AS type
ORDER BY item, relation, key
