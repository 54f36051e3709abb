// The gaps of each device are compared with the history up to one place.
// params:
// returns:
CREATE CONSTRAINT gaps_judged_device IF NOT EXISTS FOR (n:GapsJudged) REQUIRE n.device IS UNIQUE
