// Keep an impact preview.
// params: properties
// returns:
CREATE (p:ImpactPreview)
SET p = $properties
