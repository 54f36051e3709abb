// Record the schema version that the database now has, and from which revision on its history is kept.
// params: schema_version history_from
// returns:
MATCH (h:Head {id: 'head'})
SET h.schema_version = $schema_version, h.history_from = $history_from
