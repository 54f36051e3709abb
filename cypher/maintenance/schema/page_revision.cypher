// Find each AuditPage by its revision.
// params:
// returns:
CREATE INDEX page_revision IF NOT EXISTS FOR (n:AuditPage) ON (n.revision)
