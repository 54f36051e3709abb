// Find each Item by its source.
// params:
// returns:
CREATE INDEX item_source IF NOT EXISTS FOR (n:Item) ON (n.source)
