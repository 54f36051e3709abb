// The figures on the metric of a claim in the evidence that counts for its analytical or clinical validation:
// the claim
// k, the use u, the evidence e, and i, the place of the figure in the lists of the evidence. Complaints give
// no rate.
// uses: sound supports
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE sc.id IN $scopes AND k.state = 'in_force' AND k.target_value IS NOT NULL
  AND k.target_direction IS NOT NULL
  AND u.pillar IN ['av', 'cv'] AND e.kind <> 'pms_complaints_vigilance' AND supports(u) AND sound(e, u, k)
WITH DISTINCT k, u, e
UNWIND range(0, size(coalesce(e.figure_names, [])) - 1) AS i
WITH k, u, e, i
WHERE e.figure_names[i] = k.target_name
