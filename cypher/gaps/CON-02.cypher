// Signed conclusions that rest on a conclusion which is stale or suspect. A conclusion is judged for the
// devices that it names; one that names none, for those of what it is about.
// title: Conclusion suspect because upstream is not settled
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3
// remedy: Settle what it rests on first.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: conclusions_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WITH q, device, CASE WHEN q.status IN ['current', 'suspect']
  AND q.stale_from < $today THEN 'stale' WHEN q.status = 'current'
  AND q.suspect_from < $today THEN 'suspect' ELSE q.status END AS standing
WHERE standing = 'suspect'
OPTIONAL MATCH (q)-[:RESTS_ON]->(f:Conclusion)
WHERE f.status IN ['stale', 'suspect'] OR (f.status = 'current'
  AND (f.stale_from < $today OR f.suspect_from < $today))
WITH DISTINCT q, device, f.key AS fact
ORDER BY device, q.key, fact
WITH q, device, collect(fact) AS facts
RETURN device, q.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
