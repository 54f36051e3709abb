// Claims whose clinical validation counts on an equivalent device and on no data of the device itself;
// data of benchmark or other devices do not help. Use and evidence are asked for the device, and either
// one makes it equivalence. When a use counts, concepts 7.2 says. Uses that appraisals dispute are found
// all the same, and answer nothing.
// title: Support by equivalence only
// severity: major
// reference: MEDDEV 2.7/1 rev. 4 A1; MEDDEV 2.12/2 rev. 2, 5; MDCG 2020-6 appendix III
// remedy: Gather data of the device itself, and plan post-market clinical follow-up.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: argues_for concerns judged of_equivalent_device sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
WHERE NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE u.pillar = 'cv' AND supports(u) AND concerns(u, device) AND sound_for(e, u, k, device)
      AND coalesce(u.device_basis, e.device_basis, 'device_under_evaluation') = 'device_under_evaluation'
      AND coalesce(e.device_basis, '') <> 'equivalent_device'
      AND coalesce(e.kind, '') <> 'equivalent_device_data'
  }
WITH DISTINCT k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar = 'cv' AND argues_for(u, k, device) AND of_equivalent_device(u, e)
WITH DISTINCT k, device, u.key AS fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
