// Open drafts of items of some types, with what they say; an item may have a version in force beside.
// params: types
// returns: key, type, state, content
MATCH (v:Version)
WHERE v.status = 'draft'
MATCH (i:Item {key: v.key})
WHERE i.type IN $types
RETURN i.key AS key, i.type AS type, i.state AS state, v.content AS content
ORDER BY key
