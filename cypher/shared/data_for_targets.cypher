// The evidence that counts for the analytical or clinical validation of a claim with a target.
// Seen from a device: the claim k, the device, the use u and the evidence e. Complaints give no rate.
// uses: concerns judged sound_for supports
judged(k, Claim)
WITH k, device
WHERE k.target_value IS NOT NULL AND k.target_direction IS NOT NULL
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar IN ['av', 'cv'] AND e.kind <> 'pms_complaints_vigilance' AND supports(u)
  AND concerns(u, device)
  AND sound_for(e, u, k, device)
WITH DISTINCT k, device, u, e
