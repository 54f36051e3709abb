// Devices with a clinical topic (the detail: safety, performance, side_effects) on which a
// requirement in force has no signed conclusion that it is met, each requirement by itself; or,
// where the device has a clinical evaluation, no requirement with that topic at all. Catalogues that
// are not those of the device's profiles are left out as in REQ-01.
// title: Clinical requirements not concluded
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A10 (18)
// remedy: Conclude on them in the clinical evaluation.
// needs: Requirement
// cleared_by: requirement_met
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:Device)
WHERE sc.id IN $scopes AND sc.id = d.key AND d.state = 'in_force'
WITH DISTINCT d
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.catalogue_id, '') <> ''
WITH d, collect(DISTINCT toLower(p.catalogue_id)) AS wanted
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND toLower(coalesce(q.catalogue, '')) IN wanted
WITH d, wanted, collect(DISTINCT toLower(q.catalogue)) AS recorded
WITH d, CASE WHEN size(recorded) < size(wanted) THEN [] ELSE wanted END AS named
CALL (d, named) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND q.clinical_topic_safety = true
    AND (s.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named)
    AND NOT EXISTS {
      MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
      MATCH (c)-[:IN_SCOPE]->(o:Scope)
      WHERE (o.id = d.key OR o.id = '*') AND c.state = 'in_force' AND k.state = 'in_force' AND k.kind = 'requirement_met'
    }
  RETURN 'safety' AS detail, q.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS { MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement) WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_safety = true AND (o.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named) }
  RETURN 'safety' AS detail, v.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND q.clinical_topic_performance = true
    AND (s.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named)
    AND NOT EXISTS {
      MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
      MATCH (c)-[:IN_SCOPE]->(o:Scope)
      WHERE (o.id = d.key OR o.id = '*') AND c.state = 'in_force' AND k.state = 'in_force' AND k.kind = 'requirement_met'
    }
  RETURN 'performance' AS detail, q.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS { MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement) WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_performance = true AND (o.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named) }
  RETURN 'performance' AS detail, v.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND q.clinical_topic_side_effects = true
    AND (s.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named)
    AND NOT EXISTS {
      MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
      MATCH (c)-[:IN_SCOPE]->(o:Scope)
      WHERE (o.id = d.key OR o.id = '*') AND c.state = 'in_force' AND k.state = 'in_force' AND k.kind = 'requirement_met'
    }
  RETURN 'side_effects' AS detail, q.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS { MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement) WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_side_effects = true AND (o.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue, '') = '' OR toLower(q.catalogue) IN named) }
  RETURN 'side_effects' AS detail, v.key AS fact
}
WITH d.key AS subject, detail, '' AS severity, fact
WITH DISTINCT subject, detail, severity, fact
ORDER BY subject, detail, severity, fact
WITH subject, detail, severity, collect(fact) AS facts
RETURN subject, detail, severity, facts
ORDER BY subject, detail
