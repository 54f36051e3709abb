// Previews and impact reports that do not say of which change they are, in the order of their ids.
// params: after size
// returns: id, properties
MATCH (p:ImpactPreview)
WHERE p.change IS NULL AND p.id > $after
RETURN p.id AS id, properties(p) AS properties
ORDER BY id
LIMIT $size
