// Uses of evidence that has no appraisal in force, or one that was made without the full text, or whose full
// text is said not to be held. A blocker where the use is pivotal, else major. A use is judged for the
// devices that it names; one that names none, for those of what it bears on and of its evidence; one with
// neither, for every device.
// title: Evidence used without appraisal
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.1 and 9.3
// remedy: Appraise the full document for quality, relevance and weight.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by:
// waiver: yes
// uses: of_the_condition uses_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u, device
WHERE NOT EXISTS {
    MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)-[:IN_SCOPE]->(o:Scope)
    WHERE a.state = 'in_force' AND (o.id IN [device, '*'] OR of_the_condition(u, e))
  }
  OR EXISTS {
    MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)-[:IN_SCOPE]->(o:Scope)
    WHERE a.state = 'in_force' AND a.full_text_read = false
      AND (o.id IN [device, '*'] OR of_the_condition(u, e))
  }
  OR EXISTS { MATCH (u)-[:USES]->(e:Evidence) WHERE e.full_text_held = false }
OPTIONAL MATCH (u)-[:USES]->(f:Evidence)
WITH DISTINCT u, device, f.key AS fact
ORDER BY device, u.key, fact
WITH u, device, collect(fact) AS facts
RETURN device, u.key AS subject, '' AS detail, CASE WHEN u.role = 'pivotal' THEN 'blocker'
  ELSE 'major' END AS severity, facts
ORDER BY device, subject, detail
