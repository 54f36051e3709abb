// The justified gaps in force that are of any of these items, or cite one.
// params: keys
// returns: waiver, item
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[:WAIVES|CITES]-(j:JustifiedGap)
WHERE j.state = 'in_force'
RETURN DISTINCT j.key AS waiver, i.key AS item
ORDER BY waiver, item
