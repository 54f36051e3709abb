// Uses of evidence as pivotal for a claim that name no pillar: no rule sees for what they are pivotal, and
// they
// count for none.
// title: Pivotal data for no pillar
// severity: major
// reference: IMDRF N41 7.0; MEDDEV 2.7/1 rev. 4, 9.3.2
// remedy: Name the pillar that the data are pivotal for: valid clinical association, analytical validation or
//   clinical validation.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// uses: supports
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE sc.id IN $scopes AND k.state = 'in_force' AND u.pillar IS NULL AND u.role = 'pivotal' AND supports(u)
WITH DISTINCT u, k.key AS fact
ORDER BY u.key, fact
WITH u, collect(fact) AS facts
RETURN u.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
