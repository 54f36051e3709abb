// Find each Version by its key.
// params:
// returns:
CREATE INDEX version_key IF NOT EXISTS FOR (n:Version) ON (n.key)
