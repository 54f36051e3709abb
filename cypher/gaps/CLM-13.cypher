// Claims with a target that a subgroup misses in evidence which counts for them. The detail names the
// evidence and the
// subgroup.
// title: Subgroup misses the target of the claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2 and A7.2; MDCG 2020-1, 4.3; IMDRF N41 5.4
// remedy: Limit the claim to those in whom it holds, say in the instructions where it does not, or show why
//   the
//   figure of the subgroup does not matter.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: figures_for_claims misses
// params: scopes devices today
// returns: device, subject, detail, severity, facts
figures_for_claims()
WITH k, device, e, factor, e.figure_estimates[i] * factor AS value, e.figure_subgroups[i] AS subgroup
WHERE subgroup <> '' AND factor > 0 AND misses(k, value)
RETURN DISTINCT device, k.key AS subject, e.key + ' ' + subgroup AS detail, '' AS severity, [e.key] AS facts
ORDER BY device, subject, detail
