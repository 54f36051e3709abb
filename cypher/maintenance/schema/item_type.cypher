// Find each Item by its type.
// params:
// returns:
CREATE INDEX item_type IF NOT EXISTS FOR (n:Item) ON (n.type)
