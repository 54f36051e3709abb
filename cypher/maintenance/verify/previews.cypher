// One page of previews and impact reports as they are stored, in the order of their ids.
// params: after size
// returns: id, properties
MATCH (p:ImpactPreview)
WHERE p.id > $after
RETURN p.id AS id, properties(p) AS properties
ORDER BY id
LIMIT $size
