// Signed conclusions of the clinical evaluation with an author or approver (named in the detail) who is on
// record with a conflict of interest. Whoever re-affirms is both. Of appraisers, EVD-15 asks.
// title: Evaluator with a conflict of interest
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.4, A10 (23) and A11
// remedy: Have somebody without it evaluate, or justify how it was kept from what is concluded.
// needs: Person
// subject: Conclusion
// cleared_by:
// waiver: yes
// uses: conclusions_judged of_evaluation on_record
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WHERE of_evaluation(q)
WITH DISTINCT q, device, coalesce(q.signers, []) AS signers, coalesce(q.signer_meanings, []) AS meanings
UNWIND range(0, size(signers) - 1) AS i
WITH q, device, toLower(signers[i]) AS name, meanings[i] AS meaning
WHERE meaning IN ['authored', 'approved', 'reaffirmed']
MATCH (p:Person)
WHERE p.conflict_of_interest = true AND toLower(p.key) = name AND on_record(p)
RETURN DISTINCT device, q.key AS subject, p.key AS detail, '' AS severity, [p.key] AS facts
ORDER BY device, subject, detail
