// Signed conclusions whose basis has changed. A blocker unless they have only to be confirmed, then major. A
// conclusion is judged for the devices that it names; one that names none, for those of what it is about.
// title: Conclusion stale
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3
// remedy: Evaluate the conclusion anew, or re-affirm it with reasons.
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
WHERE standing = 'stale'
RETURN DISTINCT device, q.key AS subject, '' AS detail, CASE WHEN q.demand = 'must_redo' THEN 'blocker'
  ELSE 'major' END AS severity, [] AS facts
ORDER BY device, subject, detail
