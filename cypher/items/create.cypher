// New items of one type, each with its first version.
// params: rows
// returns:
UNWIND $rows AS row
CREATE (i:Item:__LABEL__ {__ITEM__})
CREATE (v:Version {__VERSION__})
