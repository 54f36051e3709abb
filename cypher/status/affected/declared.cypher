// Conclusions that say themselves that they rest on any of these items, or cite it as a justified gap.
// types: *
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})<-[:ALSO_RESTS_ON|CITES_GAP]-(c:Conclusion)
RETURN DISTINCT c.key AS conclusion
ORDER BY conclusion
