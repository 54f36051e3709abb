// Parts of what rules found, for a device or for all: a rule is a part, and so is what rules were asked with.
// params: device parts
// returns: part, page, text
MATCH (p:FoundPart {device: $device})
WHERE p.part IN $parts
RETURN p.part AS part, p.page AS page, p.text AS text
ORDER BY part, page
