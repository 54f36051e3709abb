// An impact preview by its id.
// params: id
// returns: id, properties
MATCH (p:ImpactPreview {id: $id})
RETURN p.id AS id, properties(p) AS properties
ORDER BY id
