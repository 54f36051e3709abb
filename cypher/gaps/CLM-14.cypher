// Claims on a proportion whose evidence saw too few to show it: had not one of them spoken against the claim,
// it would
// not be shown (rule of three). Asked where evidence that counts says how many it saw.
// title: Figure shown in too few
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.1, A6 and A7.4 (numbers of subjects)
// remedy: Study more, or claim what as many can show.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// uses: figures_for_claims
// params: scopes today
// returns: subject, detail, severity, facts
figures_for_claims()
WITH k, e, e.figure_ns[i] AS n
WHERE n >= 0 AND k.target_needs IS NOT NULL
WITH DISTINCT k, e, n
ORDER BY k.key, e.key, n
WITH k, collect(e.key) AS keys, max(n) AS most
WITH *
WHERE most < k.target_needs
UNWIND keys AS fact
WITH DISTINCT k, fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
