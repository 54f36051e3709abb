// Side-effects with a number of subjects or a frequency of which all the evidence that supports it is
// complaints or reports from the market (the detail names it): nobody knows in how many nothing was seen,
// nor how many were not told, so that they show no rate.
// title: Rate that rests on complaints
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.1, 9.3.1 and A7.4; essential requirement 6; GSPR 8
// remedy: Take the rate from data with a known number of subjects, or state the side-effect without one.
// needs: SideEffect
// cleared_by:
// waiver: yes
// uses: supports
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(x:SideEffect)
WHERE sc.id IN $scopes AND x.state = 'in_force'
  AND (x.n_observed IS NOT NULL OR x.observed_frequency IS NOT NULL)
WITH DISTINCT x
WHERE NOT EXISTS {
  MATCH (x)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE supports(u) AND e.state = 'in_force' AND e.kind <> 'pms_complaints_vigilance'
}
MATCH (x)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE supports(u) AND e.state = 'in_force' AND e.kind = 'pms_complaints_vigilance'
RETURN DISTINCT x.key AS subject, e.key AS detail, '' AS severity, [e.key] AS facts
ORDER BY subject, detail
