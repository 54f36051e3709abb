// Take the next revision. The first statement of every write: it makes writers queue.
// params:
// returns: revision, last_hash, last_at, schema_version, history_from
MATCH (h:Head {id: 'head'})
SET h.revision = h.revision + 1
RETURN h.revision AS revision, h.last_hash AS last_hash, h.last_at AS last_at,
  h.schema_version AS schema_version, coalesce(h.history_from, 0) AS history_from
ORDER BY revision
