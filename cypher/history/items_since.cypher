// Items that were made or changed after a revision.
// params: at
// returns: key
MATCH (i:Item)
WHERE i.since > $at
RETURN i.key AS key
ORDER BY key
