// Derive anew what was kept of items: properties that follow from a version's record, which never changes.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (p:PastItem {key: row.key, since: row.since})
SET p += row.properties
