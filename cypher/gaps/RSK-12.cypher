// Use scenarios selected for the summative evaluation, or with a critical task, on which no counting use of a
// summative usability evaluation bears. When a use counts, concepts 7.2 says.
// title: Hazard-related use scenario not tested
// severity: major
// reference: IEC 62366-1 5.5 and 5.9; essential requirement 1; GSPR 5
// remedy: Carry out the summative evaluation of the scenario, or link it; or say that the task is not
//   critical.
// needs: UseScenario
// subject: UseScenario
// cleared_by:
// waiver: yes
// uses: concerns judged sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(n, UseScenario)
WITH n, device
WHERE (n.selected_for_summative = true OR n.critical_task = true)
  AND NOT EXISTS {
    MATCH (n)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE e.kind = 'usability_summative' AND supports(u) AND concerns(u, device)
      AND sound_for(e, u, n, device)
  }
WITH DISTINCT n, device
OPTIONAL MATCH (n)<-[:BEARS_ON]-(f:EvidenceUse)
WHERE f.state = 'in_force' AND concerns(f, device)
WITH DISTINCT n, device, f.key AS fact
ORDER BY device, n.key, fact
WITH n, device, collect(fact) AS facts
RETURN device, n.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
