// Change the record around versions; their content never changes.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (v:Version {id: row.id})
SET v += row.properties
