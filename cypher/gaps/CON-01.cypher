// Signed conclusions whose basis has changed. A blocker unless they have only to be confirmed,
// then major. A conclusion is found through what it is about or through its own device; one about
// nothing is found for every device.
// title: Conclusion stale
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3
// remedy: Evaluate the conclusion anew, or re-affirm it with reasons.
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
WHERE standing = 'stale'
RETURN DISTINCT q.key AS subject, '' AS detail, CASE WHEN q.demand = 'must_redo' THEN 'blocker'
  ELSE 'major' END AS severity, [] AS facts
ORDER BY subject, detail
