// States of the art that are drawn from nothing: no search, evidence or standard in force, and no use of
// evidence in force that bears on them. What others reach cannot be known without a source.
// title: State of the art without a source
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.2 and A7.2e; EU MDR Annex XIV A 1(a)
// remedy: Say from which search, evidence or standard it is drawn.
// needs: StateOfTheArt
// subject: StateOfTheArt
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(k, StateOfTheArt)
WITH DISTINCT k, device
WHERE NOT EXISTS { MATCH (k)-[:DERIVED_FROM]->(x:Item) WHERE x.state = 'in_force' }
  AND NOT EXISTS { MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse) WHERE u.state = 'in_force' }
RETURN device, k.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
