// Find each Conclusion by its kind.
// params:
// returns:
CREATE INDEX conclusion_kind IF NOT EXISTS FOR (n:Conclusion) ON (n.kind)
