// Append an entry to the audit trail, and note what the write changed in the place of an older note.
// params: entry slot note pages
// returns:
CREATE (e:AuditEntry)
SET e = $entry
MERGE (n:ChangeNote {slot: $slot})
SET n = $note
WITH e
UNWIND $pages AS page
CREATE (p:AuditPage {revision: page.revision, page: page.page, changes: page.changes})
