// Claims on a proportion whose evidence saw too few to show it: had not one of them spoken against the claim,
// it would
// not be shown (rule of three). Asked where evidence that counts says how many it saw.
// title: Figure shown in too few
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1, A6 and A7.4 (numbers of subjects)
// remedy: Study more, or claim what as many can show.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: figures_for_claims
// params: scopes devices today
// returns: device, subject, detail, severity, facts
figures_for_claims()
WITH k, device, e, e.figure_ns[i] AS n
WHERE n >= 0 AND k.target_needs IS NOT NULL
WITH DISTINCT k, device, e, n
ORDER BY device, k.key, e.key, n
WITH k, device, collect(e.key) AS keys, max(n) AS most
WITH *
WHERE most < k.target_needs
UNWIND keys AS fact
WITH DISTINCT k, device, fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
