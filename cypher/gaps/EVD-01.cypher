// Uses of evidence that has no appraisal in force, or one that was made without the full text, or
// whose full text is said not to be held. A blocker where the use is pivotal, else major. A use is found
// through what it bears on, through
// its evidence's device or its own; one that bears on nothing is found for every device.
// title: Evidence used without appraisal
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 9.1 and 9.3
// remedy: Appraise the full document for quality, relevance and weight.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// uses: uses_in_scope
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  uses_in_scope()
}
WITH use
WHERE use IS NOT NULL
MATCH (u:Item {key: use})
WITH u
WHERE NOT EXISTS { MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal) WHERE a.state = 'in_force' }
  OR EXISTS {
    MATCH (u)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
    WHERE a.state = 'in_force' AND a.full_text_read = false
  }
  OR EXISTS { MATCH (u)-[:USES]->(e:Evidence) WHERE e.full_text_held = false }
OPTIONAL MATCH (u)-[:USES]->(f:Evidence)
WITH DISTINCT u, f.key AS fact
ORDER BY u.key, fact
WITH u, collect(fact) AS facts
RETURN u.key AS subject, '' AS detail, CASE WHEN u.role = 'pivotal' THEN 'blocker'
  ELSE 'major' END AS severity, facts
ORDER BY subject, detail
