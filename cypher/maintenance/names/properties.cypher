// Name every property that a statement names, as `labels` does labels; `names` has any value for each.
// params: names
// returns:
CREATE (n:Item)
SET n = $names
DETACH DELETE n
