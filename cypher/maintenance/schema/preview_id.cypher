// Each ImpactPreview has its own id.
// params:
// returns:
CREATE CONSTRAINT preview_id IF NOT EXISTS FOR (n:ImpactPreview) REQUIRE n.id IS UNIQUE
