// The changes of audit entries.
// params: revisions
// returns: revision, page, changes
UNWIND $revisions AS wanted
MATCH (p:AuditPage {revision: wanted})
RETURN p.revision AS revision, p.page AS page, p.changes AS changes
ORDER BY revision, page
