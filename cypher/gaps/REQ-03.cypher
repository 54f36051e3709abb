// Devices with a clinical topic (the detail: safety, performance, side_effects) on which a
// requirement in force has no signed conclusion that finds it met, or has one that finds it not met,
// each requirement by itself; or, where the device has a clinical evaluation, no requirement with that
// topic at all. A requirement that is on the maker's own list for the clinical evaluation (the detail)
// is asked alike, unless the device has it confirmed as not applicable. Catalogues that are not those
// of the device's profiles are left out, and records answer for a device, as in REQ-01.
// title: Clinical requirements not concluded
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A10 (18); Regulation (EU) 2017/745 article 61(1)
// remedy: Conclude on them in the clinical evaluation; where one is not met, mend that first.
// needs: Requirement
// subject: Device
// cleared_by: requirement_met
// waiver: yes
// uses: concerns judged meant_for of_catalogues
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.catalogue_normal, '') <> ''
WITH d, collect(DISTINCT p.catalogue_normal) AS wanted
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND coalesce(q.catalogue_normal, '') IN wanted
WITH d, wanted, collect(DISTINCT q.catalogue_normal) AS recorded
WITH d, CASE WHEN size(recorded) < size(wanted) THEN [] ELSE wanted END AS named
CALL (d, named) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND q.clinical_evaluation_topic = true
    AND of_catalogues(q, s, named)
    AND NOT EXISTS {
      MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
      WHERE c.state = 'in_force' AND k.state = 'in_force'
        AND k.kind = 'requirement_met' AND k.verdict IN ['met', 'met_with_conditions']
        AND meant_for(c, q, d.key) AND concerns(k, d.key)
    }
  WITH *
  WHERE q.clinical_topic_safety = true OR q.clinical_topic_performance = true
    OR q.clinical_topic_side_effects = true
    OR NOT EXISTS {
      MATCH (q)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
      WHERE c.state = 'in_force' AND c.applicable = 'not_applicable'
        AND k.state = 'in_force' AND k.kind = 'requirement_not_applicable' AND meant_for(c, q, d.key)
        AND concerns(k, d.key)
    }
  RETURN q.key AS requirement
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)<-[:SATISFIES]-(c:ComplianceRecord)<-[:ABOUT]-(k:Conclusion)
  WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force' AND q.clinical_evaluation_topic = true
    AND of_catalogues(q, s, named)
    AND c.state = 'in_force' AND k.state = 'in_force' AND k.kind = 'requirement_met' AND k.verdict = 'not_met'
    AND concerns(c, d.key) AND concerns(k, d.key)
  RETURN q.key AS requirement
  UNION
  RETURN '' AS requirement
}
WITH d, named, requirement
CALL (d, named, requirement) {
  MATCH (q:Requirement)
  WHERE q.key = requirement
  WITH q, CASE WHEN q.clinical_topic_safety = true THEN ['safety'] ELSE [] END + CASE
    WHEN q.clinical_topic_performance = true THEN ['performance'] ELSE [] END
    + CASE WHEN q.clinical_topic_side_effects = true THEN ['side_effects'] ELSE [] END AS topics
  WITH q, CASE WHEN size(topics) = 0 THEN [q.key] ELSE topics END AS details
  UNWIND details AS detail
  RETURN detail, q.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE requirement = '' AND (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
      WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_safety = true
        AND of_catalogues(q, o, named)
    }
  RETURN 'safety' AS detail, v.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE requirement = '' AND (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
      WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_performance = true
        AND of_catalogues(q, o, named)
    }
  RETURN 'performance' AS detail, v.key AS fact
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE requirement = '' AND (s.id = d.key OR s.id = '*') AND v.state = 'in_force'
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(q:Requirement)
      WHERE (o.id = d.key OR o.id = '*') AND q.state = 'in_force' AND q.clinical_topic_side_effects = true
        AND of_catalogues(q, o, named)
    }
  RETURN 'side_effects' AS detail, v.key AS fact
}
WITH d.key AS subject, detail, '' AS severity, fact
WITH DISTINCT subject, detail, severity, fact
ORDER BY subject, detail, severity, fact
WITH subject, detail, severity, collect(fact) AS facts
RETURN subject AS device, subject, detail, severity, facts
ORDER BY device, subject, detail
