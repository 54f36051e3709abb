// Claims with a pillar (the detail) in which every counting use is weak: weight low, or not pivotal, or
// with an appraisal that grades device, application or patients 3. A pillar without any counting use is
// left to CLM-01 to CLM-03. When a use counts, concepts 7.2 says. A use that appraisals dispute is found
// all the same, and is weak.
// title: Claim supported by weak data only
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2 and 9.3.3; IMDRF N56 appendix F
// remedy: Add pivotal data, or lower the verdict to supported with limits.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// uses: argues sound
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
WITH DISTINCT k
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar IN ['vca', 'av', 'cv'] AND argues(u, k)
WITH DISTINCT k, u, e
OPTIONAL MATCH (e)<-[:APPRAISES]-(b:Appraisal)
WHERE b.state = 'in_force' AND (b.grade_device = 3 OR b.grade_application = 3 OR b.grade_patients = 3)
WITH k, u, e, count(b) AS graded_low
WITH k, u, CASE
  WHEN coalesce(u.weight, 'medium') = 'low' OR coalesce(u.role, 'supportive') <> 'pivotal'
  OR graded_low > 0
    THEN 0
  WHEN EXISTS { MATCH (u)-[:USES]->(f:Evidence) WHERE sound(f, u, k) } THEN 1
  ELSE 0 END AS strength
ORDER BY k.key, u.key
WITH k, u.pillar AS pillar, sum(strength) AS strong, collect(u.key) AS facts
WITH *
WHERE strong = 0
RETURN k.key AS subject, pillar AS detail, '' AS severity, facts
ORDER BY subject, detail
