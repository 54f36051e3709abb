// Find each PastVersion by its id.
// params:
// returns:
CREATE INDEX past_version_id IF NOT EXISTS FOR (n:PastVersion) ON (n.id)
