// Claims with a target that the figure of evidence which counts for them does not meet. The detail names
// the evidence; with `unit` behind it where the units of target and figure cannot be compared, so that
// nobody knows.
// title: Figure misses the target of the claim
// severity: blocker
// severity_context: major where the evidence is not pivotal, or the units cannot be compared
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2, 10.2 and A7.3; UK MDR 2002, Annex X 1.1 as modified
// remedy: Claim what the data show, say that the data contradict and weigh them, or improve the device and
//   measure anew.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: figures_for_claims misses
// params: scopes devices today
// returns: device, subject, detail, severity, facts
figures_for_claims()
WITH k, device, u, e, factor, e.figure_estimates[i] * factor AS value, e.figure_subgroups[i] AS subgroup
WHERE subgroup = '' AND (factor < 0 OR misses(k, value))
WITH k, device, e, CASE WHEN factor < 0 THEN ' unit' ELSE '' END AS unknown,
  max(CASE WHEN u.role = 'pivotal' THEN 1 ELSE 0 END) AS pivotal
RETURN device, k.key AS subject, e.key + unknown AS detail,
  CASE WHEN pivotal = 1 AND unknown = '' THEN 'blocker' ELSE 'major' END AS severity, [e.key] AS facts
ORDER BY device, subject, detail
