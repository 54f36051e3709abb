// Find each Conclusion by its status.
// params:
// returns:
CREATE INDEX conclusion_status IF NOT EXISTS FOR (n:Conclusion) ON (n.status)
