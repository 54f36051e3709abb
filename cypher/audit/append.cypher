// Append an entry to the audit trail.
// params: entry pages
// returns:
CREATE (e:AuditEntry)
SET e = $entry
WITH e
UNWIND $pages AS page
CREATE (p:AuditPage {revision: page.revision, page: page.page, changes: page.changes})
