// Signed conclusions that rest on any of these items.
// params: keys
// returns: conclusion, item
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[:RESTS_ON]-(c:Conclusion)
RETURN DISTINCT c.key AS conclusion, i.key AS item
ORDER BY conclusion, item
