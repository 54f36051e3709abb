// Change some properties of items.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (i:Item {key: row.key})
SET i += row.properties
