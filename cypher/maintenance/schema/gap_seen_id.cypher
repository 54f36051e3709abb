// Each gap was first seen once.
// params:
// returns:
CREATE CONSTRAINT gap_seen_id IF NOT EXISTS FOR (n:GapSeen) REQUIRE n.id IS UNIQUE
