// The revision the graph is at, and the last link of the audit chain.
// params:
// returns: revision, last_hash, schema_version
MATCH (h:Head {id: 'head'})
RETURN h.revision AS revision, h.last_hash AS last_hash, h.schema_version AS schema_version
ORDER BY revision
