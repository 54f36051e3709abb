// There is one end of the history of gaps.
// params:
// returns:
CREATE CONSTRAINT gap_history_id IF NOT EXISTS FOR (n:GapHistory) REQUIRE n.id IS UNIQUE
