// Claims with a pillar (the detail) in which every counting use is weak: weight low, or not pivotal, or with
// an appraisal that grades device, application or patients 3; or, for clinical validation, complaints or a
// survey of users, which never suffice alone but for a claim on usability. A pillar without any counting use
// is left to CLM-01 to CLM-03. When a use counts, concepts 7.2 says. A use that appraisals dispute is found
// all the same, and is weak.
// title: Claim supported by weak data only
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2 and 9.3.3; IMDRF N56 appendix F; MDCG 2020-6 appendix III
// remedy: Add pivotal data, or lower the verdict to supported with limits.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: argues_for concerns judged sound_for
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar IN ['vca', 'av', 'cv'] AND argues_for(u, k, device)
WITH DISTINCT k, device, u, e
OPTIONAL MATCH (e)<-[:APPRAISES]-(b:Appraisal)
WHERE b.state = 'in_force' AND (b.grade_device = 3 OR b.grade_application = 3 OR b.grade_patients = 3)
  AND concerns(b, device)
WITH k, device, u, e, count(b) AS graded_low
WITH k, device, u, CASE
  WHEN coalesce(u.weight, 'medium') = 'low' OR coalesce(u.role, 'supportive') <> 'pivotal'
  OR graded_low > 0
    THEN 0
  WHEN u.pillar = 'cv' AND e.kind IN ['pms_complaints_vigilance', 'pms_survey_feedback']
  AND coalesce(k.claim_type, '') <> 'usability' AND coalesce(k.benefit_mode, '') <> 'usability_only' THEN 0
  WHEN EXISTS { MATCH (u)-[:USES]->(f:Evidence) WHERE sound_for(f, u, k, device) } THEN 1
  ELSE 0 END AS strength
ORDER BY device, k.key, u.key
WITH k, device, u.pillar AS pillar, sum(strength) AS strong, collect(u.key) AS facts
WITH *
WHERE strong = 0
RETURN device, k.key AS subject, pillar AS detail, '' AS severity, facts
ORDER BY device, subject, detail
