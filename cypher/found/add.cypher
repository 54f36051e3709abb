// Store pages of what rules found.
// params: pages
// returns:
UNWIND $pages AS page
CREATE (p:FoundPart {device: page.device, part: page.part, page: page.page, text: page.text})
