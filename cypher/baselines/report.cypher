// The report of a baseline, page by page.
// params: baseline
// returns: page, text
MATCH (p:BaselineReport {key: $baseline})
RETURN p.page AS page, p.text AS text
ORDER BY page
