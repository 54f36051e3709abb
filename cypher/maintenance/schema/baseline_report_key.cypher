// Find each BaselineReport by its key.
// params:
// returns:
CREATE INDEX baseline_report_key IF NOT EXISTS FOR (n:BaselineReport) ON (n.key)
