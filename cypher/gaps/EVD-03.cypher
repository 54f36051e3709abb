// Appraisals that no approved criteria are known to precede. The detail says what is missing: the plan, the
// day of its approval, the day of the appraisal, or their order, which a day to come breaks. An appraisal
// is found through its evidence's device or its own; one whose evidence is nowhere is found for every
// device.
// title: Appraisal plan missing
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, 9.2
// remedy: Approve the criteria, then confirm the appraisals against them.
// needs: Appraisal
// cleared_by:
// waiver: yes
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE sc.id IN $scopes AND a.state = 'in_force'
  RETURN a.key AS appraisal
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:Appraisal)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND a.state = 'in_force'
  RETURN a.key AS appraisal
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(a:Appraisal)
  WHERE sc.id IN $scopes AND a.state = 'in_force' AND NOT EXISTS {
    MATCH (a)-[:APPRAISES]->(e:Evidence)-[:IN_SCOPE]->(o:Scope)
  }
  RETURN a.key AS appraisal
}
WITH appraisal
WHERE appraisal IS NOT NULL
MATCH (a:Item {key: appraisal})
WITH a, CASE
  WHEN coalesce(a.plan_ref, '') = '' THEN 'plan'
  WHEN a.plan_approved_on IS NULL THEN 'plan_approved_on'
  WHEN a.appraised_on IS NULL THEN 'appraised_on'
  WHEN a.plan_approved_on > a.appraised_on OR a.appraised_on > $today THEN 'order'
  ELSE '' END AS detail
WHERE detail <> ''
WITH a, detail
OPTIONAL MATCH (a)-[:APPRAISES]->(f:Evidence)
WITH DISTINCT a, detail, f.key AS fact
ORDER BY a.key, detail, fact
WITH a, detail, collect(fact) AS facts
RETURN a.key AS subject, detail, '' AS severity, facts
ORDER BY subject, detail
