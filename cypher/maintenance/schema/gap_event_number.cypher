// Each event of the history of gaps has its own number.
// params:
// returns:
CREATE CONSTRAINT gap_event_number IF NOT EXISTS FOR (n:GapEvent) REQUIRE n.number IS UNIQUE
