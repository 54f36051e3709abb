// The newest literature search of each purpose (the detail) of a device, where it ends longer ago
// than the update interval of the clinical evaluation allows: the shortest of the device's
// profiles, 12 months where none says so, and 12 at most for a device of significant risk. A
// search that does not say when it ends is too old.
// title: Literature search too old
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3 and A10 (6, 7)
// remedy: Run the search again and assess what is new.
// needs: LiteratureSearch
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)
WHERE sc.id IN $scopes
WITH sc
WHERE sc.id <> '*' OR NOT EXISTS { MATCH (o:Scope) WHERE o.id IN $scopes AND o.id <> '*' }
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = sc.id OR s.id = '*') AND p.state = 'in_force'
WITH sc, CASE WHEN p.significant_risk = true AND coalesce(p.cer_interval_months, 12) > 12 THEN 12 ELSE coalesce(p.cer_interval_months, 12) END AS allowed
WITH sc, min(allowed) AS months
MATCH (s:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
WHERE (s.id = sc.id OR s.id = '*') AND l.state = 'in_force'
WITH DISTINCT sc, months, l
ORDER BY sc.id, l.purpose, coalesce(l.date_to, '') DESC, l.key
WITH sc, months, l.purpose AS purpose, collect(l.key) AS searches, collect(coalesce(l.date_to, '')) AS dates
WITH months, purpose, searches[0] AS newest, dates[0] AS last
WITH newest, purpose, last, months, toInteger(substring($today, 0, 4)) * 1200 + toInteger(substring($today, 5, 2)) * 100 + toInteger(substring($today, 8, 2)) AS now
WITH newest, purpose, CASE WHEN last = '' THEN 0 ELSE toInteger(substring(last, 0, 4)) * 1200 + toInteger(substring(last, 5, 2)) * 100 + toInteger(substring(last, 8, 2)) + months * 100 END AS due, now
WITH DISTINCT newest, purpose, due, now
WHERE due < now
RETURN DISTINCT newest AS subject, purpose AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
