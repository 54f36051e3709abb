// Keep items as they are before this revision changes them; those that it changed or made already are kept.
// params: keys revision
// returns:
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})
WHERE i.since < $revision
CREATE (p:PastItem)
SET p = properties(i)
SET p.until = $revision
