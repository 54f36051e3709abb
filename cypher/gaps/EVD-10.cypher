// Uses that contradict something in force: with evidence appraised as valid, with limits or without, while
// no resolution is written, or while a signed favourable conclusion about the target does not rest on the
// use; or (detail appraisal) with evidence of which no appraisal in force says whether it is valid in the
// respect that what it bears on needs. Where appraisals in date find it not valid in that respect, and none
// valid, nothing is asked. For claims that is the conclusion on the
// pillar of the use (any pillar where the use names none), for other targets one that finds them acceptable,
// effective, met or established. A use is judged for the devices that it names; one that names none, for
// those of what it bears on and of its evidence; one with neither, for every device. A use that contradicts
// is heard from every device of what it bears on, also where it names another.
// title: Contradicting evidence not addressed
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 7, 10.2a and A10 (1)
// remedy: Explain and weigh the contradiction, reflect it in the verdict, and sign on a basis
//   that holds it.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: no
// uses: about_performance about_safety concerns in_date uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND u.state = 'in_force' AND u.direction = 'contradicts'
  WITH u, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
  UNWIND seen_from AS device
  RETURN u.key AS use, device
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})-[:USES]->(e:Evidence)
WHERE u.direction = 'contradicts' AND e.state = 'in_force'
MATCH (u)-[:BEARS_ON]->(t:Item)
WHERE t.state = 'in_force' AND concerns(t, device)
WITH DISTINCT u, device, e, t
WITH u, device, e, t, CASE
  WHEN EXISTS {
    MATCH (e)<-[:APPRAISES]-(a:Appraisal)
    WHERE a.state = 'in_force'
      AND (a.validity_performance IN ['valid', 'valid_with_limits']
        OR a.validity_safety IN ['valid', 'valid_with_limits']
        OR a.validity_background IN ['valid', 'valid_with_limits'])
  } THEN ''
  WHEN EXISTS {
    MATCH (e)<-[:APPRAISES]-(a:Appraisal)
    WHERE a.state = 'in_force' AND in_date(a)
      AND ((about_performance(u, t) AND a.validity_performance = 'not_valid')
        OR (about_safety(u, t) AND a.validity_safety = 'not_valid')
        OR (u.pillar = 'vca' AND a.validity_background = 'not_valid'))
  } THEN 'not_valid'
  ELSE 'appraisal' END AS detail
WITH *
WHERE detail <> 'not_valid'
WITH DISTINCT u, device, e, t, detail
OPTIONAL MATCH (t)<-[:ABOUT]-(q:Conclusion)
WHERE q.state = 'in_force'
  AND ((q.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
  AND (u.pillar IS NULL OR q.kind = 'pillar_' + u.pillar)
      AND q.verdict IN ['supported', 'supported_with_limits'])
    OR q.verdict IN ['acceptable', 'acceptable_by_benefit_risk', 'implemented_and_effective', 'met',
      'met_with_conditions', 'established'])
  AND concerns(q, device)
  AND NOT EXISTS { MATCH (q)-[:RESTS_ON]->(p:EvidenceUse) WHERE p.key = u.key }
WITH DISTINCT u, device, e, t, detail, q.key AS unaware
WITH *
WHERE detail = 'appraisal' OR coalesce(u.contradiction_resolution, '') = '' OR unaware IS NOT NULL
WITH DISTINCT u, device, detail, [e.key, t.key, unaware] AS known
UNWIND known AS fact
WITH DISTINCT u, device, detail, fact
WHERE fact IS NOT NULL
WITH DISTINCT u, device, detail, fact
ORDER BY device, u.key, detail, fact
WITH u, device, detail, collect(fact) AS facts
RETURN device, u.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
