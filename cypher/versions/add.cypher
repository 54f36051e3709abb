// Further versions of items.
// params: rows
// returns:
UNWIND $rows AS row
CREATE (v:Version {__VERSION__})
