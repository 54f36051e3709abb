// Signed conclusions that rest on a conclusion which is stale or suspect. A conclusion is found
// through what it is about or through its own device; one about nothing is found for every device.
// title: Conclusion suspect because upstream is not settled
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3
// remedy: Settle what it rests on first.
// needs: Conclusion
// cleared_by: any
// waiver: yes
// uses: conclusions_in_scope
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  conclusions_in_scope()
}
WITH concluded
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WITH q, CASE WHEN q.status IN ['current', 'suspect']
  AND q.stale_from < $today THEN 'stale' WHEN q.status = 'current'
  AND q.suspect_from < $today THEN 'suspect' ELSE q.status END AS standing
WHERE standing = 'suspect'
OPTIONAL MATCH (q)-[:RESTS_ON]->(f:Conclusion)
WHERE f.status IN ['stale', 'suspect'] OR (f.status = 'current'
  AND (f.stale_from < $today OR f.suspect_from < $today))
WITH DISTINCT q, f.key AS fact
ORDER BY q.key, fact
WITH q, collect(fact) AS facts
RETURN q.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
