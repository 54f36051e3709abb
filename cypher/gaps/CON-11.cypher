// Signed conclusions on a whole clinical evaluation that nobody signed as author, as reviewer or as approver
// (the details). Who re-affirms stands in for author and approver.
// title: Evaluation without author, reviewer or approver
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.4, A9 (7) and A10 (22); IMDRF N41 8.0
// remedy: Have the one whose signature is missing read the evaluation and sign.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: conclusions_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WHERE q.kind = 'cer_overall'
WITH DISTINCT q, device, coalesce(q.signature_meanings, []) AS meanings
WITH q, device, CASE WHEN 'authored' IN meanings OR 'reaffirmed' IN meanings THEN [] ELSE ['author'] END
  + CASE WHEN 'reviewed' IN meanings OR 'independently_reviewed' IN meanings THEN [] ELSE ['reviewer'] END
  + CASE WHEN 'approved' IN meanings OR 'reaffirmed' IN meanings THEN [] ELSE ['approver'] END AS details
UNWIND details AS detail
RETURN device, q.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
