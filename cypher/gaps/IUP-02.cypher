// Claims with counting uses for the clinical validation of which none studied a population or
// indication that the claim covers (the detail). A verdict with a stated limit answers where the
// data overlap in part; a counting use with an extrapolation whose justification is signed answers
// always. Text on populations is not compared: what was studied is what the uses say they cover. A
// use counts when it supports, when it, its evidence and an appraisal of that are in force and not
// past their dates, when the evidence is not retracted, and when the appraisal finds it valid, with
// limits or without, for the aspect needed and no appraisal in force finds it not valid for that.
// Uses that appraisals dispute are found all the same, and answer nothing.
// title: Population or indication of the data does not match
// severity: major
// about: coverage
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2c and A7.2a
// remedy: Add data that match, limit the claim in its verdict, or justify the transfer and sign that.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// uses: argues counts
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
WITH DISTINCT k
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.pillar = 'cv' AND argues(u, k)
WITH DISTINCT k, u
ORDER BY k.key, u.key
WITH k, collect(u.key) AS facts
MATCH (k)-[:COVERS]->(x:IntendedUseElement)
WHERE x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
  AND x.kind IN ['indication', 'condition_severity_stage', 'target_population', 'age_range', 'sex']
WITH DISTINCT k, facts, x
WHERE NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:COVERS_ELEMENT]->(y:IntendedUseElement)
    WHERE y.key = x.key AND u.pillar = 'cv' AND counts(u, k)
  }
  AND NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
    WHERE u.pillar = 'cv' AND u.extrapolation = true AND coalesce(u.extrapolation_justification, '') <> ''
      AND u.signed_by IS NOT NULL AND counts(u, k)
  }
WITH *
WHERE NOT EXISTS {
    MATCH (k)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind IN ['pillar_cv', 'claim_supported']
      AND q.verdict = 'supported_with_limits'
      AND (coalesce(q.conditions, '') <> '' OR coalesce(q.scope, '') <> '')
  }
  OR NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:COVERS_ELEMENT]->(y:IntendedUseElement)<-[:COVERS]-(k)
    WHERE y.kind IN ['indication', 'condition_severity_stage', 'target_population', 'age_range', 'sex']
      AND u.pillar = 'cv' AND counts(u, k)
  }
RETURN k.key AS subject, x.key AS detail, '' AS severity, facts
ORDER BY subject, detail
