// Find each Item by its since.
// params:
// returns:
CREATE INDEX item_since IF NOT EXISTS FOR (n:Item) ON (n.since)
