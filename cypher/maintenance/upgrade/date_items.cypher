// Items of an earlier version of the database that do not say since which revision they are as they are.
// params: revision
// returns:
MATCH (i:Item)
WHERE i.since IS NULL
SET i.since = $revision
