// Evidence in use whose review is due or whose validity has ended. A use is found through what it
// bears on, through its evidence's device or its own; one that bears on nothing is found for every
// device.
// title: Evidence past its date
// severity: major
// reference: ISO 13485 4.2.4; the maker's policy
// remedy: Review and renew the evidence, replace it, or withdraw it.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// about: doubted_evidence
// uses: uses_in_scope
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  uses_in_scope()
}
WITH use
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u
MATCH (u)-[:USES]->(e:Evidence)
WHERE e.state = 'in_force' AND (e.next_review_due < $today OR e.valid_until < $today)
WITH DISTINCT e, u.key AS fact
ORDER BY e.key, fact
WITH e, collect(fact) AS facts
RETURN e.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
