// Information materials whose present content no signed conclusion on consistency rests on (detail empty);
// and devices with a contraindication, warning, target population, residual risk, side-effect, control by
// information, or control that is left to the deployer (the detail) that no material carries. A material
// carries an element when it prints the element's words, whole and in their order, or when a signed
// conclusion that materials are consistent rests on the element as it is; a residual risk or a side-effect
// only by such a conclusion; and a control that it implements, where it goes with the device: no brochure,
// website or summary does. Whatever was concluded, a contraindication is not carried where a material prints
// it as a use that is permitted, nor a contraindication or warning that is printed outside of instructions
// and label alone, or of a contraindication without saying that it is one. And materials that say that the
// device is for people (the detail) whom no population, age or sex of the intended purpose takes in.
// title: Information materials out of step
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1, A7.1 and A7.4; essential requirements 2 and 13.6; GSPR 4, 23.1(g)
//   and 23.4
// remedy: Align the materials and conclude on them anew.
// needs: Device
// subject: InformationMaterial Device
// cleared_by: information_consistent only -
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(m, InformationMaterial)
  WITH m, device
  WHERE NOT EXISTS {
      MATCH (m)<-[:ABOUT]-(q:Conclusion)-[r:RESTS_ON]->(n:InformationMaterial)
      WHERE n.key = m.key AND q.state = 'in_force' AND q.kind = 'information_consistent'
        AND r.pinned = m.interface_hash AND concerns(q, device)
    }
  RETURN device, m.key AS subject, '' AS detail
  UNION
  judged(m, InformationMaterial)
  WITH m, device
  WHERE size(coalesce(m.meant_people, [])) > 0
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE s.id IN [device, '*'] AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND x.kind IN ['target_population', 'age_range', 'sex'] AND size(coalesce(x.people, [])) > 0
  WITH m, device, x.people AS people
  WITH m, device, collect(people) AS intended
  UNWIND m.meant_people AS person
  WITH m, device, intended, coalesce(toString(person), '') AS person
  WITH *
  WHERE NOT any(people IN intended WHERE any(named IN people WHERE named = person))
  RETURN device, m.key AS subject, person AS detail
  UNION
  judged(d, Device)
  WITH DISTINCT d, device
  MATCH (s:Scope)<-[:IN_SCOPE]-(c:RiskControl)
  WHERE (s.id = d.key OR s.id = '*')
    AND c.state = 'in_force' AND c.control_type IN ['information_for_safety', 'transferred_to_deployer']
    AND coalesce(c.status, 'implemented') <> 'retired'
    AND NOT EXISTS { 
      MATCH (c)-[:IMPLEMENTED_BY]->(m:InformationMaterial)
      WHERE m.state = 'in_force' AND m.kind IN ['ifu', 'label', 'training', 'implant_card']
        AND concerns(m, device)
    }
  RETURN device, d.key AS subject, c.key AS detail
  UNION
  judged(d, Device)
  WITH DISTINCT d, device
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE (s.id = d.key OR s.id = '*')
    AND x.state = 'in_force'
    AND (x.kind IN ['contraindication', 'precaution_warning'] OR (x.kind = 'target_population'
    AND (x.included IS NULL OR x.included = true)))
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)<-[:ABOUT]-(q:Conclusion)
        -[r:RESTS_ON]->(y:IntendedUseElement)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND q.state = 'in_force'
        AND q.kind = 'information_consistent' AND q.verdict = 'consistent' AND y.key = x.key
        AND r.pinned = x.interface_hash AND concerns(q, device)
    }
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND x.words IS NOT NULL
      WITH *
      WHERE any(w IN coalesce(m.printed_words, []) WHERE w CONTAINS x.words)
      RETURN 1 AS one
    }
  RETURN device, d.key AS subject, x.key AS detail
  UNION
  judged(d, Device)
  WITH DISTINCT d, device
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE (s.id = d.key OR s.id = '*')
    AND x.state = 'in_force' AND x.words IS NOT NULL AND x.kind IN ['contraindication', 'precaution_warning']
  MATCH (o:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
  WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force'
  WITH *
  WHERE any(w IN coalesce(m.printed_words, []) WHERE w CONTAINS x.words)
    OR any(w IN coalesce(m.permitting_words, []) WHERE w CONTAINS x.words)
  WITH device, d, x, CASE WHEN x.kind = 'contraindication'
      AND any(w IN coalesce(m.permitting_words, []) WHERE w CONTAINS x.words) THEN 1 ELSE 0 END AS permits,
    CASE WHEN m.kind IN ['ifu', 'label'] AND (x.kind = 'precaution_warning' OR x.words IN m.printed_words
      OR any(w IN coalesce(m.limiting_words, []) WHERE w CONTAINS x.words)) THEN 1 ELSE 0 END AS tells
  WITH device, d, x, sum(permits) AS permitted, sum(tells) AS told
  WHERE permitted > 0 OR told = 0
  RETURN device, d.key AS subject, x.key AS detail
  UNION
  judged(d, Device)
  WITH DISTINCT d, device
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:Risk)
  WHERE (s.id = d.key OR s.id = '*')
    AND x.state = 'in_force' AND x.stage = 'residual'
    AND NOT EXISTS {
      MATCH (x)<-[r:RESTS_ON]-(q:Conclusion)-[:ABOUT]->(m:InformationMaterial)-[:IN_SCOPE]->(o:Scope)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND q.state = 'in_force'
        AND q.kind = 'information_consistent' AND q.verdict = 'consistent' AND r.pinned = x.interface_hash
        AND concerns(q, device)
    }
  RETURN device, d.key AS subject, x.key AS detail
  UNION
  judged(d, Device)
  WITH DISTINCT d, device
  MATCH (s:Scope)<-[:IN_SCOPE]-(x:SideEffect)
  WHERE (s.id = d.key OR s.id = '*')
    AND x.state = 'in_force'
    AND NOT EXISTS {
      MATCH (x)<-[r:RESTS_ON]-(q:Conclusion)-[:ABOUT]->(m:InformationMaterial)-[:IN_SCOPE]->(o:Scope)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND q.state = 'in_force'
        AND q.kind = 'information_consistent' AND q.verdict = 'consistent' AND r.pinned = x.interface_hash
        AND concerns(q, device)
    }
  RETURN device, d.key AS subject, x.key AS detail
}
WITH DISTINCT device, subject, detail
RETURN device, subject, detail, '' AS severity,
  CASE WHEN detail = '' OR subject <> device THEN [] ELSE [detail] END AS facts
ORDER BY device, subject, detail
