// Evidence in use whose review is due or whose validity has ended. A use is judged for the devices that it
// names; one that names none, for those of what it bears on and of its evidence; one with neither, for every
// device.
// title: Evidence past its date
// severity: major
// reference: ISO 13485 4.2.4; the maker's policy
// remedy: Review and renew the evidence, replace it, or withdraw it.
// needs: EvidenceUse
// subject: Evidence
// cleared_by:
// waiver: yes
// about: doubted_evidence
// uses: uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u, device
MATCH (u)-[:USES]->(e:Evidence)
WHERE e.state = 'in_force' AND (e.next_review_due < $today OR e.valid_until < $today)
WITH DISTINCT e, device, u.key AS fact
ORDER BY device, e.key, fact
WITH e, device, collect(fact) AS facts
RETURN device, e.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
