// Plans for post-market surveillance that do not say from what sources they watch (the detail:
// data_sources), by what indicators (indicators) or by what methods (methods); one of which none of these is
// said is one hit (detail empty): an aim alone is no plan.
// title: Plan for surveillance that does not say how
// severity: major
// reference: UK MDR 2002, 44ZF; Regulation (EU) 2017/745 article 84 and Annex III 1.1(b)
// remedy: Say in the plan what is collected, from where, and by what it is judged.
// needs: PmsPlan
// subject: PmsPlan
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(n, PmsPlan)
WITH DISTINCT n, device
WITH n, device,
  CASE WHEN size(coalesce(n.data_sources, [])) = 0 THEN ['data_sources'] ELSE [] END
  + CASE WHEN size(coalesce(n.indicators, [])) = 0 THEN ['indicators'] ELSE [] END
  + CASE WHEN coalesce(n.methods, '') = '' THEN ['methods'] ELSE [] END AS lacking
WITH n, device, CASE WHEN size(lacking) = 3 THEN [''] ELSE lacking END AS details
UNWIND details AS detail
RETURN device, n.key AS subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
