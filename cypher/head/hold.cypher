// Take the head for this transaction, as it is: nobody commits a write before it ends.
// params:
// returns: revision, last_hash, last_at, schema_version, history_from
MATCH (h:Head {id: 'head'})
SET h.revision = h.revision
RETURN h.revision AS revision, h.last_hash AS last_hash, h.last_at AS last_at,
  h.schema_version AS schema_version, coalesce(h.history_from, 0) AS history_from
ORDER BY revision
