// Keep the report of a baseline, in pages.
// params: pages
// returns:
UNWIND $pages AS page
CREATE (p:BaselineReport {id: page.id, key: page.key, page: page.page, text: page.text})
