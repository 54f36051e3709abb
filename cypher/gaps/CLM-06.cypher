// Counting uses that extrapolate without saying why the data hold, or (detail signature) with a reason that
// nobody signed. A use is judged for the devices that it names; one that names none, for those of what it
// bears on and of its evidence; one with neither, for every device. When a use counts, concepts 7.2 says. A
// use that appraisals dispute is found all the same.
// title: Extrapolation not justified
// severity: major
// reference: IMDRF N41 5.4; MEDDEV 2.7/1 rev. 4, 9.3.2
// remedy: Record and sign why the data hold for this use, population, version or setting, or
//   obtain new data.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// about: doubted_evidence
// uses: citable concerns in_date supports uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})-[:USES]->(e:Evidence)
WHERE u.extrapolation = true AND supports(u) AND citable(e)
  AND (coalesce(u.extrapolation_justification, '') = '' OR u.signed_by IS NULL)
MATCH (e)<-[:APPRAISES]-(a:Appraisal)
WHERE a.state = 'in_force' AND in_date(a) AND concerns(a, device)
  AND (a.validity_performance IN ['valid', 'valid_with_limits']
  OR a.validity_safety IN ['valid', 'valid_with_limits']
    OR (u.pillar = 'vca' AND a.validity_background IN ['valid', 'valid_with_limits']))
WITH DISTINCT u, device, e.key AS fact
ORDER BY device, u.key, fact
WITH u, device, collect(fact) AS facts
WITH u, device, facts, CASE WHEN coalesce(u.extrapolation_justification, '') = '' THEN ''
  ELSE 'signature' END AS detail
RETURN device, u.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
