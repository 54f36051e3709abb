// Side-effects with a number of subjects or a frequency of which all the evidence that supports it is
// complaints or reports from the market (the detail names it): nobody knows in how many nothing was seen,
// nor how many were not told, so that they show no rate.
// title: Rate that rests on complaints
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.1, 9.3.1 and A7.4; essential requirement 6; GSPR 8
// remedy: Take the rate from data with a known number of subjects, or state the side-effect without one.
// needs: SideEffect
// subject: SideEffect
// cleared_by:
// waiver: yes
// uses: concerns judged supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(x, SideEffect)
WITH x, device
WHERE (x.n_observed IS NOT NULL OR x.observed_frequency IS NOT NULL)
  AND NOT EXISTS {
    MATCH (x)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE supports(u) AND concerns(u, device) AND e.state = 'in_force'
      AND e.kind <> 'pms_complaints_vigilance'
  }
WITH DISTINCT x, device
MATCH (x)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE supports(u) AND concerns(u, device) AND e.state = 'in_force' AND e.kind = 'pms_complaints_vigilance'
RETURN DISTINCT device, x.key AS subject, e.key AS detail, '' AS severity, [e.key] AS facts
ORDER BY device, subject, detail
