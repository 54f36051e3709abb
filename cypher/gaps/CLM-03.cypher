// Claims that no counting use for the clinical validation supports. When a use counts, concepts 7.2 says.
// Where the pillar names sets of evidence, one of them has to count whole; the sets are among the facts.
// title: Claim without clinical validation
// severity: blocker
// chain: claim
// pillar: cv
// reference: IMDRF N41 5.4; essential requirement 3; GSPR 1; MEDDEV 2.7/1 rev. 4 A7.3
// remedy: Link clinical data of the target population and use, plan a study, or withdraw or
//   narrow the claim. Where
//   there is none, go on collecting data, fit the intended use to what is supported, or change the
//   association or the software (IMDRF N41 7.1).
// needs: Claim
// subject: Claim
// cleared_by:
// waiver: yes
// uses: arguments_for_pillar concerns counts_for judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
WHERE NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
    WHERE u.pillar = 'cv' AND counts_for(u, k, device)
      AND NOT EXISTS {
        MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)
        WHERE g.state = 'in_force' AND g.pillar = 'cv' AND concerns(g, device)
      }
  }
WITH DISTINCT k, device
OPTIONAL MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)-[:BEARS_ON]->(b:Claim)
WHERE g.state = 'in_force' AND g.pillar = 'cv' AND u.pillar = 'cv' AND b.key = k.key AND concerns(g, device)
  AND counts_for(u, b, device)
WITH k, device, g.key AS held, g.uses_named AS named, count(DISTINCT u.key) AS counting
WITH k, device, CASE WHEN counting > 0 AND counting = named THEN 1 ELSE 0 END AS whole
WITH k, device, sum(whole) AS wholes
WITH *
WHERE wholes = 0
CALL (k, device) {
  arguments_for_pillar(k, 'cv', device)
}
WITH DISTINCT k, device, fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
