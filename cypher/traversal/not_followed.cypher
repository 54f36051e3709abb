// How many references of each relation lead to any of these items.
// params: keys relations
// returns: relation, count
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[r]-(d:Item)
WHERE type(r) IN $relations
RETURN type(r) AS relation, count(d) AS count
ORDER BY relation
