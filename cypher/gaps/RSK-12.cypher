// Use scenarios selected for the summative evaluation on which no counting use of a summative usability
// evaluation bears. When a use counts, concepts 7.2 says.
// title: Hazard-related use scenario not tested
// severity: major
// reference: IEC 62366-1 5.5 and 5.9; essential requirement 1; GSPR 5
// remedy: Carry out the summative evaluation of the scenario, or link it.
// needs: UseScenario
// cleared_by:
// waiver: yes
// uses: sound supports
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(n:UseScenario)
WHERE sc.id IN $scopes AND n.state = 'in_force' AND n.selected_for_summative = true
  AND NOT EXISTS {
    MATCH (n)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE e.kind = 'usability_summative' AND supports(u) AND sound(e, u, n)
  }
WITH DISTINCT n
OPTIONAL MATCH (n)<-[:BEARS_ON]-(f:EvidenceUse)
WHERE f.state = 'in_force'
WITH DISTINCT n, f.key AS fact
ORDER BY n.key, fact
WITH n, collect(fact) AS facts
RETURN n.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
