// Record the schema version that the database now has.
// params: schema_version
// returns:
MATCH (h:Head {id: 'head'})
SET h.schema_version = $schema_version
