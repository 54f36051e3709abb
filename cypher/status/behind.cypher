// What stands behind these items, one step further: what evidence draws on, and what a design item fulfils.
// params: keys
// returns: item, relation, behind
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r:DRAWS_ON|FULFILS]->(t:Item)
WHERE t.state = 'in_force'
RETURN DISTINCT i.key AS item, type(r) AS relation, t.key AS behind
ORDER BY item, relation, behind
