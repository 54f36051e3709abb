// Devices without a signed conclusion on the need for clinical follow-up (detail empty), with one
// that plans it and no activity that is running, or has yet to begin, and is not past its end (detail
// activity),
// or with one that finds it not needed, gives no rationale, and stands beside a novel association
// (detail novel), an N12 category IV (category_iv), a claim with clinical validation by data of an
// equivalent device only (equivalence), or a plan for surveillance that names what calls for it (triggers).
// title: Decision on clinical follow-up missing
// severity: major
// reference: MEDDEV 2.12/2 rev. 2, 5; MEDDEV 2.7/1 rev. 4, 10.2d; Regulation (EU) 2017/745 Annex XIV B
// remedy: Plan the follow-up and its activities, or justify why there is none, and sign it.
// needs: Device
// subject: Device
// cleared_by: pmcf_need only -
// waiver: yes
// uses: argues_for concerns judged of_equivalent_device sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
CALL (d) {
  MATCH (d)
  WHERE NOT EXISTS { MATCH (d)<-[:ABOUT]-(q:Conclusion) WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' }
  RETURN '' AS detail, d.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_planned'
    AND NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(m:PmcfActivity)
      WHERE (s.id = d.key OR s.id = '*') AND m.state = 'in_force'
        AND (m.`end` IS NULL OR m.`end` >= $today) AND (m.status = 'active'
        OR (coalesce(m.status, 'planned') = 'planned' AND (m.start IS NULL OR m.start >= $today)))
    }
  RETURN 'activity' AS detail, q.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_not_needed'
    AND coalesce(q.rationale, '') = ''
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim)
      WHERE (s.id = d.key OR s.id = '*') AND k.state = 'in_force' AND k.association_maturity = 'novel'
    }
  RETURN 'novel' AS detail, q.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_not_needed'
    AND coalesce(q.rationale, '') = ''
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
      WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.n12_category = 'IV'
    }
  RETURN 'category_iv' AS detail, q.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_not_needed'
    AND coalesce(q.rationale, '') = ''
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)-[:HAS_ELEMENT]->(x:IntendedUseElement)
      WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.n12_lay_category = 'IV'
        AND x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
        AND (x.included IS NULL OR x.included = true)
    }
  RETURN 'category_iv' AS detail, q.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_not_needed'
    AND coalesce(q.rationale, '') = ''
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim)
      MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
      WHERE (s.id = d.key OR s.id = '*') AND k.state = 'in_force' AND u.pillar = 'cv'
        AND argues_for(u, k, d.key)
        AND of_equivalent_device(u, e)
        AND NOT EXISTS {
          MATCH (k)<-[:BEARS_ON]-(w:EvidenceUse)-[:USES]->(o:Evidence)
          WHERE w.pillar = 'cv' AND supports(w) AND concerns(w, d.key) AND sound_for(o, w, k, d.key)
            AND coalesce(w.device_basis, o.device_basis,
            'device_under_evaluation') = 'device_under_evaluation'
            AND coalesce(o.device_basis, '') <> 'equivalent_device'
            AND coalesce(o.kind, '') <> 'equivalent_device_data'
        }
    }
  RETURN 'equivalence' AS detail, q.key AS fact
  UNION
  MATCH (d)<-[:ABOUT]-(q:Conclusion)
  MATCH (s:Scope)<-[:IN_SCOPE]-(n:PmsPlan)
  WHERE q.state = 'in_force' AND q.kind = 'pmcf_need' AND q.verdict = 'pmcf_not_needed'
    AND coalesce(q.rationale, '') = ''
    AND (s.id = d.key OR s.id = '*') AND n.state = 'in_force' AND size(coalesce(n.follow_up_triggers, [])) > 0
  RETURN 'triggers' AS detail, n.key AS fact
}
WITH d.key AS subject, detail, fact
WITH DISTINCT subject, detail, fact
ORDER BY subject, detail, fact
WITH subject, detail, collect(fact) AS facts
RETURN subject AS device, subject, detail, '' AS severity, CASE WHEN detail = ''
  THEN [] ELSE facts END AS facts
ORDER BY device, subject, detail
