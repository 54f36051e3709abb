// Side-effects observed in fewer subjects than it takes to see one event at the rate
// `side_effect_detection_rate` with the probability `detection_probability` (detail observations): the
// number that the side-effect states, else the subjects of the counting evidence on it, each data set once
// under however many keys, also where a review counts it again, and complaints left out, which do not say
// in how many nothing was seen; and devices without any side-effect that do not say why there is none
// (detail none).
// title: Side-effects: too few observations
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, A7.4; essential requirement 6; GSPR 8
// remedy: Obtain more data, or plan follow-up; state why no side-effect is to be expected.
// needs: Device
// subject: SideEffect Device
// cleared_by:
// waiver: yes
// uses: concerns first_of_sources sound_for supports
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.side_effect_subjects_needed AS needed
CALL (device, near, needed) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:SideEffect)
  WHERE s.id IN near AND x.state = 'in_force' AND (x.n_observed IS NULL OR x.n_observed < needed)
  RETURN x.key AS subject, 'observations' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(d:Device)
  WHERE s.id = device AND d.key = device AND d.state = 'in_force'
    AND coalesce(d.no_side_effects_rationale, '') = ''
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(x:SideEffect)
      WHERE o.id IN near AND x.state = 'in_force'
    }
  RETURN d.key AS subject, 'none' AS detail
}
WITH DISTINCT device, subject, detail, needed
OPTIONAL MATCH (x:SideEffect)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE x.key = subject AND x.n_observed IS NULL AND e.kind <> 'pms_complaints_vigilance' AND supports(u)
  AND concerns(u, device) AND sound_for(e, u, x, device)
WITH DISTINCT device, subject, detail, needed, e.key AS fact, e.identities AS names, coalesce(e.n, 0) AS n
OPTIONAL MATCH (r:Evidence)-[:DRAWS_ON]->(drawn:Evidence)
WHERE r.key = fact
WITH device, subject, detail, needed, fact, names, n, drawn
ORDER BY device, subject, detail, needed, fact, drawn.key
WITH device, subject, detail, needed, fact, names, n, collect(drawn.key) AS papers,
  collect(drawn.identities) AS known
WITH device, subject, detail, needed, fact, papers, n,
  names + CASE WHEN size(known) = 1 THEN known[0] ELSE [] END AS source
ORDER BY device, subject, detail, needed, fact
WITH device, subject, detail, needed, collect(fact) AS facts, collect(source) AS lists,
  collect(n) AS counts_of, collect(papers) AS drawn_on
WITH device, subject, detail, needed, facts, [0] + [place IN range(0, size(lists) - 1)
  WHERE place IN first_of_sources(lists) AND NOT any(more IN range(0, size(lists) - 1)
    WHERE any(named IN drawn_on[more] WHERE named = facts[place])
    AND counts_of[more] >= counts_of[place]) | counts_of[place]] AS studied
UNWIND studied AS n
WITH device, subject, detail, needed, facts, sum(n) AS observed
WITH *
WHERE observed < needed
RETURN DISTINCT device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
