// Claims that ask for the bound of the interval, by their target or by the acceptance criterion that they
// name, while evidence that counts for them meets the target with its estimate alone, or states no bound. The
// detail names the evidence.
// title: Bound misses the target of the claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2, 10.2 and A7.3; UK MDR 2002, Annex X 1.1 as modified; ICH E9, 3.3.2
// remedy: Study more, claim what the bound shows, or state the interval where the report has one.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: concerns figures_for_claims misses
// params: scopes devices today
// returns: device, subject, detail, severity, facts
figures_for_claims()
WITH k, device, e, factor, e.figure_estimates[i] * factor AS value, e.figure_subgroups[i] AS subgroup,
  factor * CASE WHEN k.target_direction IN ['at_least', 'above'] THEN e.figure_lowers[i]
    ELSE e.figure_uppers[i] END AS bound
WITH *
WHERE subgroup = '' AND factor > 0 AND NOT misses(k, value) AND misses(k, bound)
  AND (k.asks_bound = true
    OR EXISTS {
      MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
      WHERE s.state = 'in_force' AND s.asks_bound = true AND concerns(s, device)
    })
RETURN DISTINCT device, k.key AS subject, e.key AS detail, '' AS severity, [e.key] AS facts
ORDER BY device, subject, detail
