// Keep what is recorded around versions as it is before this revision changes it; contents never change.
// params: ids revision
// returns:
UNWIND $ids AS wanted
MATCH (v:Version {id: wanted})
WHERE v.since < $revision
CREATE (p:PastVersion)
SET p = properties(v)
SET p.until = $revision, p.content = null
