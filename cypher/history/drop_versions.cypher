// Take the versions of items out that were made after a revision. Only ever in a transaction that is rolled
// back.
// params: keys revision
// returns:
UNWIND $keys AS wanted
MATCH (v:Version {key: wanted})
WHERE v.revision > $revision
DETACH DELETE v
