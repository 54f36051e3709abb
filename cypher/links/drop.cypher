// Remove the references that these items hold; pins stay.
// params: keys
// returns:
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})-[r]->(:Item)
WHERE type(r) <> 'RESTS_ON' AND type(r) <> 'FREEZES'
DETACH DELETE r
