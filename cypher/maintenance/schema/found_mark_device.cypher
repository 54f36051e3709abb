// Each FoundMark is of its own device.
// params:
// returns:
CREATE CONSTRAINT found_mark_device IF NOT EXISTS FOR (n:FoundMark) REQUIRE n.device IS UNIQUE
