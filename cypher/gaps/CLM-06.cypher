// Counting uses that extrapolate without saying why the data hold, or (detail signature) with a reason
// that nobody signed. A use is found through what it bears on, through its evidence's device or its own;
// one that bears on nothing is found for every device. When a use counts, concepts 7.2 says. A use that
// appraisals dispute is found all the same.
// title: Extrapolation not justified
// severity: major
// reference: IMDRF N41 5.4; MEDDEV 2.7/1 rev. 4, 9.3.2
// remedy: Record and sign why the data hold for this use, population, version or setting, or
//   obtain new data.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// about: doubted_evidence
// uses: citable in_date supports uses_in_scope
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  uses_in_scope()
}
WITH use
WHERE use IS NOT NULL
MATCH (u:Item {key: use})-[:USES]->(e:Evidence)
WHERE u.extrapolation = true AND supports(u) AND citable(e)
  AND (coalesce(u.extrapolation_justification, '') = '' OR u.signed_by IS NULL)
MATCH (e)<-[:APPRAISES]-(a:Appraisal)
WHERE a.state = 'in_force' AND in_date(a)
  AND (a.validity_performance IN ['valid', 'valid_with_limits']
  OR a.validity_safety IN ['valid', 'valid_with_limits']
    OR (u.pillar = 'vca' AND a.validity_background IN ['valid', 'valid_with_limits']))
WITH DISTINCT u, e.key AS fact
ORDER BY u.key, fact
WITH u, collect(fact) AS facts
WITH u, facts, CASE WHEN coalesce(u.extrapolation_justification, '') = '' THEN ''
  ELSE 'signature' END AS detail
RETURN u.key AS subject, detail, '' AS severity, facts
ORDER BY subject, detail
