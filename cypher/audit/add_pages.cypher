// Append pages to the changes of an entry.
// params: pages
// returns:
UNWIND $pages AS page
CREATE (p:AuditPage {revision: page.revision, page: page.page, changes: page.changes})
