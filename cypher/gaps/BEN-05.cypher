// Side-effects observed more often than their own threshold of acceptability allows. A figure above 1 is
// no share. Where one of the two is one and the other is not, nobody can tell how they compare (the detail
// unit); nor where the threshold is 1, which is one percent, or a share that allows everything. And those
// with a threshold of which nothing says how often they were observed (the detail frequency).
// title: Side-effect above its acceptable rate
// severity: blocker
// severity_context: major where the two figures cannot be compared, or one of them is not known
// reference: MEDDEV 2.7/1 rev. 4, A7.4; essential requirement 6; GSPR 8
// remedy: Lower the rate, restrict the use, or weigh the side-effect anew and say why a higher rate is
//   acceptable; state both figures in the same unit.
// needs: SideEffect
// subject: SideEffect
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(x, SideEffect)
WITH x, device, x.observed_frequency AS seen, x.acceptability_threshold AS allowed
WHERE allowed >= 0 AND (seen IS NULL OR seen > 0)
WITH x, device, seen, allowed, CASE
  WHEN seen IS NULL THEN 'frequency'
  WHEN seen > 1 AND allowed > 0 AND allowed < 1 THEN 'unit'
  WHEN allowed > 1 AND seen < 1 THEN 'unit'
  WHEN allowed = 1 AND seen <= 1 THEN 'unit'
  ELSE '' END AS detail
WHERE detail <> '' OR seen > allowed + 0.000000001
RETURN DISTINCT device, x.key AS subject, detail,
  CASE WHEN detail <> '' THEN 'major' ELSE '' END AS severity, [] AS facts
ORDER BY device, subject, detail
