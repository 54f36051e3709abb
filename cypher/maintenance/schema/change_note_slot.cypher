// Each ChangeNote has its own place.
// params:
// returns:
CREATE CONSTRAINT change_note_slot IF NOT EXISTS FOR (n:ChangeNote) REQUIRE n.slot IS UNIQUE
