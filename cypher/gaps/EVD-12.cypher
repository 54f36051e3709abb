// Claims with a pillar (the detail) that has a pivotal counting use while all its counting uses rest
// on one data set; uses that are background or without weight add no source, nor do those outside of
// all sets of evidence where the pillar names sets. A use counts when it supports, when it, its
// evidence and an appraisal of that are in force and not past their dates, when the evidence is not
// retracted, and when the appraisal finds it valid, with limits or without, for the aspect needed
// and no appraisal in force finds it not valid for that. A use that appraisals dispute is found all
// the same, and adds no source.
// title: Single-source support
// severity: info
// severity_context: major where an intended purpose of the device is N12 category III or IV, or one of its
//   regulatory profiles is class III or implantable; of several the gravest counts
// reference: MEDDEV 2.7/1 rev. 4, 10.2a
// remedy: Look for a second source, or state the limit.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// uses: argues sound
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (o:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE p.state = 'in_force'
    AND (toUpper(coalesce(p.device_class, '')) CONTAINS 'III'
    OR (toUpper(coalesce(p.device_class, '')) CONTAINS 'IMPLANT'
    AND NOT toUpper(coalesce(p.device_class, '')) CONTAINS 'NON-IMPLANT')
      OR toUpper(coalesce(p.device_class, '')) CONTAINS 'AIMD' OR coalesce(p.device_class, '') = '3'
      OR coalesce(p.device_class, '') ENDS WITH ' 3')
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
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
WITH DISTINCT graver, k
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar IN ['vca', 'av', 'cv'] AND argues(u, k)
  AND coalesce(u.role, 'supportive') <> 'background' AND coalesce(u.weight, 'medium') <> 'none'
WITH DISTINCT graver, k, u, e
WITH graver, k, u, e,
  CASE WHEN EXISTS {
    MATCH (u)-[:USES]->(f:Evidence)
    WHERE sound(f, u, k)
  } THEN e.key ELSE null END AS undisputed
WITH graver, k, u, undisputed, CASE
  WHEN NOT EXISTS {
    MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)
    WHERE g.state = 'in_force' AND g.pillar = u.pillar
  } THEN e.key
  WHEN EXISTS {
    MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(m:EvidenceUse)
    WHERE g.state = 'in_force' AND g.pillar = u.pillar AND m.key = u.key
  } THEN e.key
  ELSE null END AS source
WITH graver, k, u.pillar AS pillar, source, CASE WHEN source = undisputed THEN source
  ELSE null END AS sound, u.key AS use, CASE WHEN u.role = 'pivotal' THEN 1 ELSE 0 END AS pivotal
ORDER BY k.key, pillar, use
WITH graver, k, pillar, count(source) AS named, count(DISTINCT sound) AS sources, sum(pivotal) AS pivots,
  collect(source) AS keys, collect(use) AS uses
WITH graver, k, pillar, named, sources, pivots, keys, uses
WHERE named > 0 AND sources < 2 AND pivots > 0
MATCH (k)-[:IN_SCOPE]->(s:Scope)
WITH graver, k, pillar, keys, uses, s.id AS own
ORDER BY k.key, pillar, own
WITH graver, k, pillar, keys, uses, collect(own) AS mine
WITH k, pillar, keys, uses, [g IN graver WHERE g[1] <> ''
  AND ('*' IN mine OR g[0] = '*' OR g[0] IN mine) | g[1]] AS graves
WITH k, pillar, CASE WHEN size(graves) > 0 THEN 'major'
  ELSE 'info' END AS severity, uses + keys + graves AS known
UNWIND known AS fact
WITH DISTINCT k, pillar, severity, fact
ORDER BY k.key, pillar, severity, fact
WITH k, pillar, severity, collect(fact) AS facts
RETURN k.key AS subject, pillar AS detail, severity, facts
ORDER BY subject, detail
