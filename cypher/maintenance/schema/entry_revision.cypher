// Each AuditEntry has its own revision.
// params:
// returns:
CREATE CONSTRAINT entry_revision IF NOT EXISTS FOR (n:AuditEntry) REQUIRE n.revision IS UNIQUE
