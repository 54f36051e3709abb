// Requirements that a device (the detail) does not answer: no compliance record, or only records without a
// decision on applicability, or applicable ones that lack a method (text or standard) or evidence (a
// location, or a use that counts). Beside a record that answers, each one that does not is a hit of its own
// (the detail names it after the device), and so are records of which some say that the requirement applies
// and others that it does not (the detail ends with `applicability`). A record that names no device answers
// for one device that its requirement names alone, or that is the only one of the file. A requirement that
// names no devices is asked of every device, but not of one whose profiles name other catalogues only: where
// no profile names any, or one that has no requirement in force, all are asked. Blocker for the requirements
// on safety, performance and side-effects (ER 1, 3, 6; GSPR 1, 8), else major. And profiles that name a
// catalogue of which the device (the detail) has no requirement in force at all, or not all: then the detail
// goes on with how many of its requirements were never loaded, and the facts are their keys. Profiles of
// Great Britain and the European Union that name no catalogue (the detail ends with `catalogue`), or, as
// major, one that is not shipped, so that nobody knows how many requirements it has; and profiles that name
// the catalogue of another law than their own (the detail ends with `law`): what answers it answers nothing.
// title: Requirement without compliance record
// severity: blocker
// reference: UK MDR 2002 reg. 8; Directive 93/42/EEC Annex II 3.2 and Annex VII 3; Regulation (EU)
//   2017/745 Annex II 4
// remedy: Load the catalogue for the device; record method, standards and where the evidence is.
// needs: Device Requirement
// subject: Requirement RegulatoryProfile
// cleared_by:
// waiver: yes
// uses: counts_for judged meant_for of_catalogues
// params: scopes devices today catalogues
// returns: device, subject, detail, severity, facts
CALL () {
  judged(d, Device)
  WITH DISTINCT d
  OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.catalogue_normal, '') <> ''
  WITH d, collect(DISTINCT p.catalogue_normal) AS wanted
  OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND coalesce(q.catalogue_normal, '') IN wanted
  WITH d, wanted, collect(DISTINCT q.catalogue_normal) AS recorded
  WITH d, CASE WHEN size(recorded) < size(wanted) THEN [] ELSE wanted END AS named
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force'
    AND of_catalogues(q, s, named)
  WITH DISTINCT d, q
  OPTIONAL MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)
  WHERE c.state = 'in_force' AND meant_for(c, q, d.key)
  WITH DISTINCT d, q, c
  OPTIONAL MATCH (c2:ComplianceRecord)-[:APPLIES_STANDARD]->(n:Standard)
  WHERE c2.key = c.key AND n.state = 'in_force'
  WITH d, q, c, count(n) AS standards
  OPTIONAL MATCH (c3:ComplianceRecord)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE c3.key = c.key AND counts_for(u, c3, d.key)
  WITH d, q, c, standards, count(u) AS uses
  WITH d, q, c.key AS fact,
    CASE WHEN c.applicable = 'not_applicable' THEN 1 ELSE 0 END AS denied,
    CASE WHEN c.applicable IN ['applicable', 'partially_applicable'] THEN 1 ELSE 0 END AS affirmed,
    CASE WHEN (coalesce(c.method, '') <> '' OR standards > 0)
      AND (coalesce(c.evidence_location, '') <> '' OR uses > 0) THEN 1 ELSE 0 END AS shown
  WITH d, q, fact, denied, affirmed, CASE WHEN denied = 1 OR (affirmed = 1
    AND shown = 1) THEN 1 ELSE 0 END AS complete
  ORDER BY d.key, q.key, fact
  WITH d, q, sum(complete) AS answers, sum(denied) AS denials, sum(affirmed) AS affirmations,
    collect(fact) AS facts, collect(CASE
    WHEN complete = 1 THEN '' ELSE fact END) AS lacking
  WITH d, q, facts, CASE WHEN answers = 0 THEN [''] ELSE [f IN lacking WHERE f <> ''] END + CASE
    WHEN denials > 0
    AND affirmations > 0 THEN ['applicability'] ELSE [] END AS parts
  UNWIND parts AS part
  WITH d, q, facts, toString(part) AS part
  RETURN d.key AS device, q.key AS subject, CASE WHEN part = ''
    THEN d.key ELSE d.key + ' ' + part END AS detail,
    CASE WHEN q.clinical_topic_safety = true OR q.clinical_topic_performance = true
      OR q.clinical_topic_side_effects = true THEN 'blocker' ELSE 'major' END AS severity,
    CASE WHEN part IN ['', 'applicability'] THEN facts ELSE [part] END AS facts
  UNION
  judged(d, Device)
  WITH DISTINCT d
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.catalogue_normal, '') <> ''
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
      WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force'
        AND coalesce(q.catalogue_normal, '') = p.catalogue_normal
    }
  RETURN d.key AS device, p.key AS subject, d.key AS detail, 'blocker' AS severity, [] AS facts
  UNION
  judged(d, Device)
  WITH DISTINCT d
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.catalogue_normal, '') <> ''
  WITH DISTINCT d, p
  MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force'
    AND coalesce(q.catalogue_normal, '') = p.catalogue_normal
  WITH d, p, collect(DISTINCT q.key) AS loaded, collect(DISTINCT coalesce(q.leaf_normal, '')) AS spelled
  UNWIND $catalogues AS book
  WITH d, p, loaded, spelled, book
  WHERE book.id = p.catalogue_normal
  WITH d, p, book, [i IN range(0, size(book.leaves) - 1)
    WHERE NOT coalesce(book.leaves[i], '') IN loaded
      AND NOT coalesce(book.normals[i], '') IN spelled | book.leaves[i]] AS missing
  WITH d.key AS device, p.key AS subject, missing, CASE
    WHEN any(leaf IN missing WHERE leaf IN book.clinical) THEN 1 ELSE 0 END AS clinical,
    d.key + ' ' + toString(size(missing)) + ' of ' + toString(size(book.leaves)) AS detail
  UNWIND missing AS leaf
  WITH device, subject, detail, clinical, toString(leaf) AS fact
  ORDER BY device, subject, detail, clinical, fact
  WITH device, subject, detail, clinical, collect(fact) AS facts
  RETURN device, subject, detail, CASE WHEN clinical = 1 THEN 'blocker' ELSE 'major' END AS severity, facts
  UNION
  judged(d, Device)
  WITH DISTINCT d
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.jurisdiction <> 'US'
  WITH DISTINCT d, p, coalesce(p.catalogue_normal, '') AS named, [book IN $catalogues | book.id] AS shipped
  WHERE NOT coalesce(named, '') IN shipped
  WITH d, p, named
  WHERE named = '' OR EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
      WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.catalogue_normal = named
    }
  RETURN d.key AS device, p.key AS subject, d.key + ' catalogue' AS detail,
    CASE WHEN named = '' THEN 'blocker' ELSE 'major' END AS severity, [] AS facts
  UNION
  judged(d, Device)
  WITH DISTINCT d
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.catalogue_foreign = true
  RETURN d.key AS device, p.key AS subject, d.key + ' law' AS detail, 'blocker' AS severity, [] AS facts
}
WITH DISTINCT device, subject, detail, severity, facts
RETURN device, subject, detail, severity, facts
ORDER BY device, subject, detail
