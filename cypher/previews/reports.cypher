// Impact reports in the order in which they were made, from one on; of one change where it is named.
// params: after change upto size
// returns: place, id, at, actor, revision, change
MATCH (p:ImpactPreview)
WHERE p.change IS NOT NULL AND p.revision <= $upto AND ($change = '' OR p.change = $change)
WITH p, p.at + ' ' + p.id AS place
WHERE place > $after
RETURN place, p.id AS id, p.at AS at, p.actor AS actor, p.revision AS revision, p.change AS change
ORDER BY place
LIMIT $size
