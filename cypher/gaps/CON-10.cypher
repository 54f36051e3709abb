// Signed conclusions that rest on something newer than the signatures that decide: an appraisal made, data
// collected, a search run, a lock of the data, a signal received, a report issued, follow-up completed or
// another conclusion signed after that day (the detail names it). The day is the earlier of the last
// signature of an author and of an approver; who re-affirms is both. Of what was signed itself it is that of
// the approver: a report is written whole.
// title: Signature older than what it rests on
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 11 and A10 (21); 21 CFR 11.50
// remedy: Let those who decide look at what came after them, and sign anew; or correct the day.
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
WITH DISTINCT q, device
WITH q, device, coalesce(q.signer_dates, []) AS dates, coalesce(q.signer_meanings, []) AS meanings
WITH q, device, dates,
  [i IN range(0, size(dates) - 1) WHERE meanings[i] IN ['authored', 'reaffirmed'] | dates[i]] AS authored,
  [i IN range(0, size(dates) - 1) WHERE meanings[i] IN ['approved', 'reaffirmed'] | dates[i]] AS approved
WITH q, device, dates, coalesce(last(dates), '') AS newest, last(authored) AS wrote, last(approved) AS agreed
WITH q, device, coalesce(agreed, wrote, newest) AS decided,
  CASE WHEN wrote < agreed THEN wrote ELSE coalesce(agreed, wrote, newest) END AS read
MATCH (q)-[r:RESTS_ON]->(i:Item)
WHERE i.state = 'in_force' AND r.version = i.effective_no
WITH DISTINCT q, device, i.key AS basis, CASE WHEN i.type IN ['Conclusion', 'EvidenceUse', 'JustifiedGap']
  THEN decided ELSE read END AS day, CASE
  WHEN i.type = 'Appraisal' THEN i.appraised_on
  WHEN i.type = 'Evidence' THEN i.data_to
  WHEN i.type = 'LiteratureSearch' THEN coalesce(i.executed_at, i.date_to)
  WHEN i.type = 'Evaluation' THEN i.data_lock_date
  WHEN i.type = 'StateOfTheArt' THEN i.source_date_to
  WHEN i.type = 'SafetySignal' THEN coalesce(i.received_at, i.occurred_at)
  WHEN i.type = 'PmcfActivity' AND i.status = 'completed' THEN i.`end`
  WHEN i.type = 'PmsReport' THEN coalesce(i.issued_at, i.period_to)
  WHEN i.type IN ['Conclusion', 'EvidenceUse', 'JustifiedGap'] THEN substring(i.signed_at, 0, 10)
  ELSE NULL END AS came
WITH q, device, day, basis, came
WHERE day <> '' AND came > day
RETURN device, q.key AS subject, basis AS detail, '' AS severity, [basis] AS facts
ORDER BY device, subject, detail
