// Claims with a pillar (the detail) that has a pivotal counting use while all its counting uses rest on
// one data set, by key, DOI, PMID, data set or report number; a review that draws on one data set alone is
// that one; no source is added by uses outside of all sets of evidence where the pillar names sets. When a
// use counts, concepts 7.2 says. A use that appraisals dispute is found all the same, and adds no source.
// title: Single-source support
// severity: info
// severity_context: major where an intended purpose of the device is N12 category III or IV, or one of its
//   regulatory profiles is class III or implantable; of several the gravest counts
// reference: MEDDEV 2.7/1 rev. 4, 10.2a
// remedy: Look for a second source, or state the limit.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: argues_for concerns first_of_sources judged sound_for
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE p.state = 'in_force'
    AND (p.class_known IN ['III', 'AIMD'] OR p.implantable = true)
  RETURN o.id AS within, p.key AS grave
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE p.state = 'in_force' AND p.n12_rank >= 3
  RETURN o.id AS within, p.key AS grave
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)-[:HAS_ELEMENT]->(x:IntendedUseElement)
  WHERE p.state = 'in_force' AND p.n12_lay_rank >= 3
    AND x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
    AND (x.included IS NULL OR x.included = true)
  RETURN o.id AS within, p.key AS grave
  UNION
  MATCH (h:Head)
  RETURN '' AS within, '' AS grave
}
WITH within, grave
ORDER BY within, grave
WITH collect([within, grave]) AS graver
CALL () {
  judged(c, Claim)
  RETURN c.key AS claim, device
}
WITH graver, claim, device
WHERE claim IS NOT NULL
MATCH (k:Item {key: claim})
WITH graver, k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar IN ['vca', 'av', 'cv'] AND argues_for(u, k, device)
WITH DISTINCT graver, k, device, u, e
WHERE NOT EXISTS {
  MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)
  WHERE g.state = 'in_force' AND g.pillar = u.pillar AND concerns(g, device)
}
  OR EXISTS {
    MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(m:EvidenceUse)
    WHERE g.state = 'in_force' AND g.pillar = u.pillar AND m.key = u.key AND concerns(g, device)
  }
OPTIONAL MATCH (e)-[:DRAWS_ON]->(drawn:Evidence)
WITH graver, k, device, u, e, drawn
ORDER BY device, k.key, u.key, e.key, drawn.key
WITH graver, k, device, u, e, collect(drawn.identities) AS papers
WITH graver, k, device, u, e, CASE WHEN size(papers) = 1 THEN papers[0] ELSE [] END AS alone
WITH graver, k, device, u.pillar AS pillar, u.key AS use, e.key AS source,
  CASE WHEN EXISTS {
    MATCH (u)-[:USES]->(f:Evidence)
    WHERE sound_for(f, u, k, device)
  } THEN e.identities + alone ELSE null END AS sound,
  CASE WHEN u.role = 'pivotal' THEN 1 ELSE 0 END AS pivotal
ORDER BY device, k.key, pillar, use
WITH graver, k, device, pillar, collect(sound) AS lists, sum(pivotal) AS pivots, collect(source) AS keys,
  collect(use) AS uses
WITH graver, k, device, pillar, keys, uses, pivots, size(first_of_sources(lists)) AS sources
WITH *
WHERE sources < 2 AND pivots > 0
WITH k, device, pillar, keys, uses,
  [g IN graver WHERE g[1] <> '' AND (g[0] = '*' OR g[0] = device) | g[1]] AS graves
WITH k, device, pillar, CASE WHEN size(graves) > 0 THEN 'major'
  ELSE 'info' END AS severity, uses + keys + graves AS known
UNWIND known AS fact
WITH DISTINCT k, device, pillar, severity, fact
ORDER BY device, k.key, pillar, severity, fact
WITH k, device, pillar, severity, collect(fact) AS facts
RETURN device, k.key AS subject, pillar AS detail, severity, facts
ORDER BY device, subject, detail
