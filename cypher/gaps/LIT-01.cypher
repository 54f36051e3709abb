// The newest literature search of each purpose (the detail) of a device, where it ends longer ago
// than `literature_max_age_months` allows for the device: where nobody sets it, the update interval
// of the clinical evaluation, and 12 months at most for a device of significant risk. A search that
// does not say when it ends is too old.
// title: Literature search too old
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3 and A10 (6, 7)
// remedy: Run the search again and assess what is new.
// needs: LiteratureSearch
// cleared_by:
// waiver: yes
// params: scopes policy
// returns: subject, detail, severity, facts
UNWIND $policy AS row
WITH row.scope AS scope, row.literature_max_age_months_ago AS since, row.literature_max_age_months_from AS facts
WHERE scope <> '*' OR size($scopes) = 1
MATCH (s:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
WHERE (s.id = scope OR s.id = '*') AND l.state = 'in_force'
WITH DISTINCT scope, since, facts, l
ORDER BY scope, l.purpose, coalesce(l.date_to, '') DESC, l.key
WITH scope, since, facts, l.purpose AS purpose, collect(l.key) AS searches, collect(coalesce(l.date_to, '')) AS dates
WITH since, facts, purpose, searches[0] AS newest, dates[0] AS last
WITH *
WHERE last < since
UNWIND CASE WHEN size(facts) = 0 THEN [''] ELSE facts END AS fact
WITH DISTINCT newest, purpose, fact
ORDER BY newest, purpose, fact
WITH newest, purpose, collect(fact) AS facts
RETURN newest AS subject, purpose AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY subject, detail
