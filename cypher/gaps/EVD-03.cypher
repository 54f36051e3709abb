// Appraisals that no approved criteria are known to precede. The detail says what is missing: the plan, the
// day of its approval, the day of the appraisal, or their order, which a day to come breaks. And appraisals
// made before the data of their evidence were complete (data_to): nobody appraised what came later. An
// appraisal is judged for the devices that it names; one that names none, for those of its evidence.
// title: Appraisal without a plan, or before its data
// severity: minor
// severity_context: major where data came after the appraisal
// reference: MEDDEV 2.7/1 rev. 4, 9.2
// remedy: Approve the criteria, then confirm the appraisals against them; appraise data that are complete.
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
WITH DISTINCT a, device
OPTIONAL MATCH (a)-[:APPRAISES]->(f:Evidence)
WITH a, device, f.key AS fact, CASE
  WHEN coalesce(a.plan_ref, '') = '' THEN 'plan'
  WHEN a.plan_approved_on IS NULL THEN 'plan_approved_on'
  WHEN a.appraised_on IS NULL THEN 'appraised_on'
  WHEN a.plan_approved_on > a.appraised_on OR a.appraised_on > $today THEN 'order'
  ELSE '' END AS plan, CASE
  WHEN f.state = 'in_force' AND f.data_to > a.appraised_on THEN 'data_to'
  ELSE '' END AS data
WITH a, device, fact, [plan, data] AS details
UNWIND details AS detail
WITH a, device, detail, fact
WHERE detail <> ''
WITH DISTINCT a, device, detail, fact
ORDER BY device, a.key, detail, fact
WITH a, device, detail, collect(fact) AS facts
RETURN device, a.key AS subject, detail,
  CASE WHEN detail = 'data_to' THEN 'major' ELSE '' END AS severity, facts
ORDER BY device, subject, detail
