// Signed conclusions on a pillar or on the whole evaluation for an intended purpose of which an independent
// review is more important (N12 cells IV.i, III.i, III.ii), without a signature `independently_reviewed` of
// somebody else than the author (detail independence); where nobody signed as author, that is who approved
// or re-affirmed, and where one alone signed, that one; once anybody is or was on record, it has to be of
// somebody whom the record shows without a part in development
// and without an interest. And conclusions of any kind that nobody but the author reviewed (detail
// reviewer).
// title: Independence missing
// severity: major
// reference: IMDRF N41 8.0
// remedy: Obtain an independent review.
// needs: Conclusion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// about: reviewers
// uses: conclusions_judged on_record
// params: scopes devices
// returns: device, subject, detail, severity, facts
OPTIONAL MATCH (p:Person)
WHERE on_record(p)
WITH p, CASE WHEN (p.development_involvement IS NULL OR p.development_involvement = false)
  AND (p.conflict_of_interest IS NULL OR p.conflict_of_interest = false) THEN toLower(p.key)
  ELSE NULL END AS free
WITH count(p) AS people, collect(free) AS fits
CALL () {
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:IntendedPurpose)
  WHERE w.state = 'in_force' AND w.n12_review = 'more_important'
  RETURN o.id AS within
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:IntendedPurpose)-[:HAS_ELEMENT]->(x:IntendedUseElement)
  WHERE w.state = 'in_force' AND w.n12_lay_review = 'more_important'
    AND x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
    AND (x.included IS NULL OR x.included = true)
  RETURN o.id AS within
  UNION
  MATCH (h:Head)
  RETURN '' AS within
}
WITH people, fits, within
ORDER BY within
WITH people, fits, collect(within) AS graver
CALL () {
  conclusions_judged()
}
WITH people, fits, graver, concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})
WITH DISTINCT people, fits, graver, device, q
WITH people, fits, graver, device, q, coalesce(q.signer_names, []) AS signers,
  coalesce(q.signer_meanings, []) AS meanings
WITH people, fits, graver, device, q,
  [i IN range(0, size(signers) - 1) WHERE meanings[i] = 'authored' | signers[i]] AS authored,
  [i IN range(0, size(signers) - 1) WHERE meanings[i] IN ['approved', 'reaffirmed']
    | signers[i]] AS approved,
  [i IN range(0, size(signers) - 1) WHERE meanings[i] = 'independently_reviewed'
    | signers[i]] AS independent,
  [i IN range(0, size(signers) - 1) WHERE meanings[i] IN ['reviewed',
    'independently_reviewed'] | signers[i]] AS reviewers, signers
WITH people, fits, graver, device, q, independent, reviewers,
  CASE
    WHEN size(authored) > 0 THEN authored
    WHEN size(approved) > 0 THEN approved
    WHEN all(s IN signers WHERE s = signers[0]) THEN signers
    ELSE [] END AS authors
WITH people, fits, graver, device, q, reviewers,
  [r IN independent WHERE size([a IN authors WHERE a = r]) = 0] AS outside,
  [r IN reviewers WHERE size([a IN authors WHERE a = r]) = 0] AS others
WITH graver, device, q, reviewers, others, CASE
  WHEN NOT coalesce(q.kind, '') IN ['pillar_vca', 'pillar_av', 'pillar_cv', 'cer_overall'] THEN 0
  WHEN people = 0 AND size(outside) > 0 THEN 0
  WHEN size([r IN outside WHERE r IN fits]) > 0 THEN 0
  ELSE 1 END AS asked
WITH q, device, reviewers, others, CASE
  WHEN asked = 1 AND (device IN graver OR '*' IN graver) THEN ['independence'] ELSE [] END AS independence
WITH q, device, independence + CASE WHEN size(reviewers) > 0
  AND size(others) = 0 THEN ['reviewer'] ELSE [] END AS details
UNWIND details AS detail
RETURN DISTINCT device, q.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
