// Side-effects observed more often than their own threshold of acceptability allows.
// title: Side-effect above its acceptable rate
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, A7.4; essential requirement 6; GSPR 8
// remedy: Lower the rate, restrict the use, or weigh the side-effect anew and say why a higher rate is
//   acceptable.
// needs: SideEffect
// subject: SideEffect
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(x, SideEffect)
WITH x, device
WHERE x.observed_frequency > x.acceptability_threshold
RETURN DISTINCT device, x.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
