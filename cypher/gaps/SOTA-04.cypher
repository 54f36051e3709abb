// Claims whose target, benefits whose size, and side-effects whose threshold of acceptability falls
// short of the benchmark of the state of the art that they take their criterion from (the detail).
// Short of the end of the range that is still good; where another metric is meant, or the units cannot
// be compared, nothing is said.
// title: Criterion below the state of the art that it names
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.2, A7.2 and A7.3; EU MDR Annex XIV A 1(a)
// remedy: Aim at what is reached elsewhere, or explain why less is acceptable.
// needs: StateOfTheArt
// subject: Claim Benefit SideEffect
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(k, Claim)
  WITH k, device
  MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
  WHERE s.state = 'in_force' AND k.target_value IS NOT NULL
    AND coalesce(s.benchmark_name, k.target_name) = k.target_name
    AND coalesce(s.benchmark_measure, '') = coalesce(k.target_measure, '') AND concerns(s, device)
  WITH k, device, s, k.target_value * coalesce(k.target_scale, 1.0) AS aim
  WHERE (k.target_direction IN ['at_least', 'above'] AND aim < s.benchmark_floor - 0.000000001)
    OR (k.target_direction IN ['at_most', 'below'] AND aim > s.benchmark_ceiling + 0.000000001)
  RETURN k.key AS subject, device, s.key AS detail
  UNION
  judged(k, Benefit)
  WITH k, device
  MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
  WHERE s.state = 'in_force' AND k.effect_value IS NOT NULL
    AND coalesce(s.benchmark_measure, '') = coalesce(k.effect_measure, '') AND concerns(s, device)
    AND (((s.better = 'higher' OR (s.better IS NULL AND k.direction = 'increase'))
      AND k.effect_value < s.benchmark_floor - 0.000000001)
    OR (s.better = 'lower' AND k.effect_value > s.benchmark_ceiling + 0.000000001))
  RETURN k.key AS subject, device, s.key AS detail
  UNION
  judged(k, SideEffect)
  WITH k, device
  MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
  WHERE s.state = 'in_force' AND s.better = 'lower' AND s.benchmark_measure IS NULL
    AND k.acceptability_threshold > s.benchmark_ceiling + 0.000000001 AND concerns(s, device)
  RETURN k.key AS subject, device, s.key AS detail
}
WITH DISTINCT subject, device, detail
RETURN device, subject, detail, '' AS severity, [detail] AS facts
ORDER BY device, subject, detail
