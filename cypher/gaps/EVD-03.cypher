// Appraisals that no approved criteria are known to precede. The detail says what is missing: the plan, the
// day of its approval, the day of the appraisal, or their order, which a day to come breaks. An appraisal is
// judged for the devices that it names; one that names none, for those of its evidence.
// title: Appraisal plan missing
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, 9.2
// remedy: Approve the criteria, then confirm the appraisals against them.
// needs: Appraisal
// subject: Appraisal
// cleared_by:
// waiver: yes
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:Appraisal)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND a.state = 'in_force'
  RETURN a.key AS appraisal, sc.id AS device
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)<-[:APPRAISES]-(a:Appraisal)-[:IN_SCOPE]->(o:Scope)
  WHERE sc.id IN $scopes AND o.id = '*' AND a.state = 'in_force'
  WITH a, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
  UNWIND seen_from AS device
  RETURN a.key AS appraisal, device
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:Appraisal)
  WHERE sc.id = '*' AND a.state = 'in_force' AND NOT EXISTS {
    MATCH (a)-[:APPRAISES]->(e:Evidence)-[:IN_SCOPE]->(o:Scope)
  }
  WITH a, $devices AS seen_from
  UNWIND seen_from AS device
  RETURN a.key AS appraisal, device
}
WITH appraisal, device
WHERE appraisal IS NOT NULL
MATCH (a:Item {key: appraisal})
WITH a, device, CASE
  WHEN coalesce(a.plan_ref, '') = '' THEN 'plan'
  WHEN a.plan_approved_on IS NULL THEN 'plan_approved_on'
  WHEN a.appraised_on IS NULL THEN 'appraised_on'
  WHEN a.plan_approved_on > a.appraised_on OR a.appraised_on > $today THEN 'order'
  ELSE '' END AS detail
WHERE detail <> ''
WITH a, device, detail
OPTIONAL MATCH (a)-[:APPRAISES]->(f:Evidence)
WITH DISTINCT a, device, detail, f.key AS fact
ORDER BY device, a.key, detail, fact
WITH a, device, detail, collect(fact) AS facts
RETURN device, a.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
