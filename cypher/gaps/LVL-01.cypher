// Claims whose pillar has less evidence than a policy of the maker wants (`evidence_minima`): the detail
// says which pillar, of whom it is asked and what, and ends with the element where one that the claim
// covers is not studied. All rows of all policies that concern the device are asked. The category is that
// of an intended purpose of the device, or of the claim's module, with its lay users; the class is that of
// a profile. A claim of which nobody said whether its association is novel is asked both ways. Data count
// as for CLM-01 to CLM-03, each data set once under however many keys or reviews of it alone, on an
// appraisal that is ranked well enough where a rank is asked; a justified extrapolation is one that
// somebody signed. Nothing is asked while no policy states a minimum.
// title: Evidence below the maker's own minimum
// severity: major
// reference: IMDRF N41 3.0 and 8.0; MDCG 2020-6 appendix III; the policy of the maker
// remedy: Add and appraise the data that the policy wants, or justify why less is enough.
// needs: Claim Policy
// subject: Claim
// cleared_by:
// waiver: yes
// uses: concerns finds_valid first_of_sources sound_for supports
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.evidence_minima AS minima,
  row.evidence_minima_from AS stated
UNWIND minima AS minimum
WITH device, near, stated, minimum, minimum.category AS category, minimum.device_class AS class
CALL (near, category) {
  RETURN '' AS module, '' AS purpose
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE category <> '' AND o.id IN near
    AND p.state = 'in_force' AND p.n12_category IS NOT NULL
  OPTIONAL MATCH (p)-[:HAS_ELEMENT]->(x:IntendedUseElement)
  WHERE x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
    AND (x.included IS NULL OR x.included = true)
  WITH category, p, count(x) AS lay
  WITH category, p, CASE WHEN lay > 0 THEN p.n12_lay_category ELSE p.n12_category END AS derived
  WHERE derived = category
  RETURN coalesce(p.module, '') AS module, p.key AS purpose
}
WITH device, near, stated, minimum, category, class, module, purpose
WHERE (category = '' AND purpose = '') OR (category <> '' AND purpose <> '')
WITH device, near, stated, minimum, class, module, purpose
CALL (near, class) {
  RETURN '' AS profile
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(f:RegulatoryProfile)
  WHERE class <> '' AND o.id IN near
    AND f.state = 'in_force'
    AND (toLower(coalesce(f.device_class, '')) IN [toLower(class), 'class ' + toLower(class)]
      OR toLower(coalesce(f.class_known, '')) = toLower(class)
      OR 'class ' + toLower(coalesce(f.class_known, '')) = toLower(class))
  RETURN f.key AS profile
}
WITH device, near, stated, minimum, class, module, purpose, profile
WHERE (class = '' AND profile = '') OR (class <> '' AND profile <> '')
WITH device, near, module, stated + [purpose, profile] AS because, minimum.asked AS asked,
  minimum.association AS association, minimum.pillar AS pillar, minimum.kinds AS kinds,
  minimum.except_kinds AS others, minimum.rank_at_most AS rank, minimum.at_least AS least,
  minimum.every_element AS every, minimum.element_kinds AS parts, minimum.extrapolation AS extrapolated
MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE s.id IN near AND k.state = 'in_force'
  AND (module = '' OR k.module = module)
  AND (association = '' OR k.association_maturity IS NULL OR k.association_maturity = association)
WITH DISTINCT device, k, because, asked, pillar, kinds, others, rank, least, every, parts, extrapolated
CALL (device, k, pillar, kinds, others, rank, extrapolated) {
  RETURN '' AS use, [''] AS source
  UNION
  MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.pillar = pillar AND supports(u) AND concerns(u, device) AND sound_for(e, u, k, device)
    AND NOT coalesce(e.kind, '') IN others
    AND finds_valid(a, u, k) AND concerns(a, device) AND (rank = 0 OR a.rank <= rank)
    AND (((size(kinds) = 0 OR e.kind IN kinds)
        AND (extrapolated <> 'excluded' OR u.extrapolation IS NULL OR u.extrapolation = false))
      OR (extrapolated = 'suffices' AND u.extrapolation = true AND u.signed_by IS NOT NULL
        AND coalesce(u.extrapolation_justification, '') <> ''))
  WITH DISTINCT u, e
  OPTIONAL MATCH (e)-[:DRAWS_ON]->(drawn:Evidence)
  WITH u, e, drawn
  ORDER BY u.key, e.key, drawn.key
  WITH u, e, collect(drawn.identities) AS papers
  RETURN u.key AS use, e.identities + CASE WHEN size(papers) = 1 THEN papers[0] ELSE [] END AS source
}
WITH device, k, because, asked, least, every, parts, use, source
ORDER BY device, k.key, asked, use
WITH device, k, because, asked, least, every, parts, collect(DISTINCT use) AS uses, collect(source) AS lists
WITH device, k, because, asked, least, every, parts, uses, size(first_of_sources(lists)) AS sources
CALL (device, k, uses, every, parts) {
  RETURN '' AS element
  UNION
  MATCH (k)-[:COVERS]->(x:IntendedUseElement)
  WHERE every = 1 AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND (size(parts) = 0 OR x.kind IN parts) AND concerns(x, device)
    AND NOT EXISTS { MATCH (x)<-[:COVERS_ELEMENT]-(u:EvidenceUse) WHERE u.key IN uses }
  RETURN x.key AS element
}
WITH device, k, because, asked, least, uses, sources, element
WHERE element <> '' OR sources - 1 < least
WITH device, k, CASE WHEN element = '' THEN asked ELSE asked + ': ' + element END AS detail,
  because + uses AS known
UNWIND known AS fact
WITH DISTINCT device, k, detail, fact
ORDER BY device, k.key, detail, fact
WITH device, k, detail, collect(fact) AS facts
RETURN device, k.key AS subject, detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
