// Find each PastItem by its key.
// params:
// returns:
CREATE INDEX past_item_key IF NOT EXISTS FOR (n:PastItem) ON (n.key)
