// Derive anew what was kept of versions: hashes that follow from a content, which never changes.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (p:PastVersion {id: row.id, since: row.since})
SET p += row.properties
