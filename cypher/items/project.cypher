// Replace the properties of items by what is in force now.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (i:Item {key: row.key})
SET i = row.properties
