// New items of one type, each with its first version and its scopes pending.
// The placeholders are filled from the vocabulary.
// params: rows
// returns:
UNWIND $rows AS row
CREATE (i:Item:__LABEL__ {__ITEM__})
CREATE (v:Version {__VERSION__})
