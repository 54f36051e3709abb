// Make the head of an empty database.
// params: genesis schema_version
// returns:
MERGE (h:Head {id: 'head'})
ON CREATE SET h.revision = 0, h.last_hash = $genesis, h.schema_version = $schema_version
