// Claims with a target on whose metric no evidence that counts for them states a figure, or, where
// some of it is pivotal, none that is pivotal: nothing shows that the target is met.
// title: No figure for the target of the claim
// severity: major
// severity_context: blocker where evidence is pivotal, and none at all states a figure
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2, 10.2 and A7.3; UK MDR 2002, Annex X 1.1 as modified
// remedy: State the figure that the report has on this metric, or claim what the data show.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: data_for_targets
// params: scopes devices today
// returns: device, subject, detail, severity, facts
data_for_targets()
WITH k, device, e, CASE WHEN u.role = 'pivotal' THEN 1 ELSE 0 END AS pivotal,
  CASE WHEN k.target_name IN coalesce(e.figure_names, []) THEN 1 ELSE 0 END AS states
WITH k, device, e, pivotal, states, pivotal * states AS shows
ORDER BY device, k.key, e.key
WITH k, device, sum(pivotal) AS pivotals, sum(states) AS stated, sum(shows) AS shown,
  collect(DISTINCT e.key) AS facts
WHERE stated = 0 OR (pivotals > 0 AND shown = 0)
RETURN device, k.key AS subject, '' AS detail,
  CASE WHEN pivotals > 0 AND stated = 0 THEN 'blocker' ELSE 'major' END AS severity, facts
ORDER BY device, subject, detail
