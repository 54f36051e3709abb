// Uses of evidence as pivotal for a claim that name no pillar: no rule sees for what they are pivotal, and
// they
// count for none.
// title: Pivotal data for no pillar
// severity: major
// reference: IMDRF N41 7.0; MEDDEV 2.7/1 rev. 4, 9.3.2
// remedy: Name the pillar that the data are pivotal for: valid clinical association, analytical validation or
//   clinical validation.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// uses: concerns judged supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.pillar IS NULL AND u.role = 'pivotal' AND supports(u) AND concerns(u, device)
WITH DISTINCT u, device, k.key AS fact
ORDER BY device, u.key, fact
WITH u, device, collect(fact) AS facts
RETURN device, u.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
