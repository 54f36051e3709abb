// Each Missing has its own key.
// params:
// returns:
CREATE CONSTRAINT missing_key IF NOT EXISTS FOR (n:Missing) REQUIRE n.key IS UNIQUE
