// Versions of an earlier version of the database that do not say since when their record is as it is.
// params: revision
// returns:
MATCH (v:Version)
WHERE v.since IS NULL
SET v.since = $revision
