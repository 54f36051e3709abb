// Items in force whose day of validity has passed (detail validity), or that of their review (detail
// review), and which other rules count all the same: plans, intended purposes, materials, controls, states
// of the art, records, criteria, comparators and sets of evidence. Evidence, claims, appraisals and uses
// count no longer after their day, a profile is asked for by PMS-08, and a conclusion says by its status
// that it is overdue.
// title: In force past its day
// severity: major
// severity_context: minor where only the day of its review has passed
// reference: ISO 13485 4.2.4; the maker's policy
// remedy: Review the item and set its next day, or withdraw it.
// needs:
// cleared_by:
// waiver: yes
// uses: judged
// subject: PmsPlan PmcfActivity IntendedPurpose InformationMaterial RiskControl StateOfTheArt
//   ComplianceRecord RiskCriteria ComparatorDevice EvidenceSet
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  judged(i, PmsPlan)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, PmcfActivity)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, IntendedPurpose)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, InformationMaterial)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, RiskControl)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, StateOfTheArt)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, ComplianceRecord)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, RiskCriteria)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, ComparatorDevice)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
  UNION
  judged(i, EvidenceSet)
  WITH i, device
  WHERE i.valid_until < $today OR i.next_review_due < $today
  RETURN device, i.key AS subject,
    CASE WHEN i.valid_until < $today THEN 'validity' ELSE 'review' END AS detail
}
WITH DISTINCT device, subject, detail
WHERE subject IS NOT NULL
RETURN device, subject, detail, CASE WHEN detail = 'review' THEN 'minor' ELSE '' END AS severity, [] AS facts
ORDER BY device, subject, detail
