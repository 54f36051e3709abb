// Each gap is open once.
// params:
// returns:
CREATE CONSTRAINT open_gap_gap IF NOT EXISTS FOR (n:OpenGap) REQUIRE n.gap IS UNIQUE
