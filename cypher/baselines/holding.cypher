// Baselines that hold these items, with the version that each of them holds.
// params: keys
// returns: item, baseline, version
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})<-[f:FREEZES]-(b:Baseline)
RETURN i.key AS item, b.name AS baseline, f.version AS version
ORDER BY item, baseline
