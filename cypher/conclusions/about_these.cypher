// Signed conclusions about any of these items.
// params: keys
// returns: conclusion, item
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[:ABOUT]-(c:Conclusion)
RETURN DISTINCT c.key AS conclusion, i.key AS item
ORDER BY conclusion, item
