// Claims on software as a medical device that no counting use for the valid clinical association supports.
// Where the device is not in force, nothing says that the claim is not on such software, and the gap is
// shown. When a use counts, concepts 7.2 says.
// Where the pillar names sets of evidence, one of them has to count whole; the sets are among the facts.
// title: Claim without valid clinical association
// severity: blocker
// chain: claim
// pillar: vca
// reference: IMDRF N41 5.2 and 7.0; MDCG 2020-1 4.2
// remedy: Add and appraise literature, a guideline or own data that links the output to the
//   condition, or narrow the claim. Where
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
    WHERE u.pillar = 'vca' AND counts_for(u, k, device)
      AND NOT EXISTS {
        MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)
        WHERE g.state = 'in_force' AND g.pillar = 'vca' AND concerns(g, device)
      }
  }
WITH *
WHERE EXISTS { MATCH (d:Device) WHERE d.key = device AND d.state = 'in_force' AND d.is_samd = true }
  OR NOT EXISTS { MATCH (d:Device) WHERE d.key = device AND d.state = 'in_force' }
WITH DISTINCT k, device
OPTIONAL MATCH (k)<-[:SUFFICES_FOR]-(g:EvidenceSet)-[:COMPRISES]->(u:EvidenceUse)-[:BEARS_ON]->(b:Claim)
WHERE g.state = 'in_force' AND g.pillar = 'vca' AND u.pillar = 'vca' AND b.key = k.key AND concerns(g, device)
  AND counts_for(u, b, device)
WITH k, device, g.key AS held, g.uses_named AS named, count(DISTINCT u.key) AS counting
WITH k, device, CASE WHEN counting > 0 AND counting = named THEN 1 ELSE 0 END AS whole
WITH k, device, sum(whole) AS wholes
WITH *
WHERE wholes = 0
CALL (k, device) {
  arguments_for_pillar(k, 'vca', device)
}
WITH DISTINCT k, device, fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
