// Conclusions in force whose verdict says that there is a limit, or a condition, or that it holds for a part
// alone, while neither conditions nor scope say which: a claim supported with limits, a requirement met with
// conditions, benefit and risk favourable for a subset, equivalence demonstrated in part, an evaluation
// sufficient with conditions. Nobody can tell what was concluded, nor carry the limit into the labels.
// title: Verdict with a limit that nobody states
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 10.2, A7.2 and A9 (5); IMDRF N41 7.0
// remedy: State the limit in `conditions`, or in `scope` for whom it holds, and sign anew.
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
WHERE q.verdict IN ['demonstrated_partly', 'favourable_for_subset', 'met_with_conditions',
  'sufficient_with_conditions', 'supported_with_limits']
  AND coalesce(q.conditions, '') = '' AND coalesce(q.scope, '') = ''
RETURN DISTINCT device, q.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
