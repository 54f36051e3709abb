// Claims with counting uses for the clinical validation of which none studied a population or indication
// that the claim covers (the detail), or all studied a part of its range alone, or with a hole in it; a use
// that states no range, of evidence that names no population, shows nothing of a range either. A
// verdict with a stated limit answers where the data overlap in part; a counting use with an extrapolation
// whose justification is signed answers always. Text on populations is not compared: what was studied is
// what the uses say they cover. When a use counts, concepts 7.2 says. Uses that appraisals dispute are
// found all the same, and answer nothing.
// title: Population or indication of the data does not match
// severity: major
// about: coverage doubted_evidence
// reference: MEDDEV 2.7/1 rev. 4, 9.3.2c and A7.2a
// remedy: Add data that match, limit the claim in its verdict, or justify the transfer and sign that.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: argues_for concerns counts_for judged needing_clinical_data studied_whole
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.pillar = 'cv' AND argues_for(u, k, device)
WITH DISTINCT k, device, u
ORDER BY device, k.key, u.key
WITH k, device, collect(u.key) AS facts
MATCH (k)-[:COVERS]->(x:IntendedUseElement)
WHERE x.state = 'in_force' AND (x.included IS NULL OR x.included = true) AND x.kind IN needing_clinical_data()
  AND concerns(x, device)
  AND NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(w:EvidenceUse)
    WHERE w.pillar = 'cv' AND w.extrapolation = true AND coalesce(w.extrapolation_justification, '') <> ''
      AND w.signed_by IS NOT NULL AND counts_for(w, k, device)
  }
WITH DISTINCT k, device, facts, x
OPTIONAL MATCH (k)<-[:BEARS_ON]-(w:EvidenceUse)-[:COVERS_ELEMENT]->(y:IntendedUseElement),
  (w)-[:USES]->(e:Evidence)
WHERE y.key = x.key AND w.pillar = 'cv' AND counts_for(w, k, device)
WITH DISTINCT k, device, facts, x, w, coalesce(w.coverage, '') + coalesce(e.population, '') AS told
ORDER BY device, k.key, x.key, w.key, told
WITH k, device, facts, x, w, told,
  [i IN range(0, size(coalesce(w.studied_elements, [])) - 1) WHERE w.studied_elements[i] = x.key
  | [w.studied_mins[i], w.studied_maxs[i]]] AS studied
WITH k, device, facts, x, w.key AS use,
  CASE WHEN size(studied) = 0 AND told <> '' THEN null ELSE w.key END AS short,
  CASE WHEN size(studied) = 0 THEN [[]] ELSE studied END AS studied
UNWIND studied AS piece
WITH k, device, facts, x, count(DISTINCT use) AS covering,
  count(DISTINCT short) AS limited, collect(piece) AS pieces
WITH k, device, facts, x, covering, limited, [piece IN pieces WHERE size(piece) > 0] AS ranges
WITH *
WHERE covering = 0
  OR (limited = covering AND (x.range_min IS NOT NULL OR x.range_max IS NOT NULL)
  AND NOT (studied_whole(x, ranges)))
WITH k, device, facts, x
WHERE NOT EXISTS {
    MATCH (k)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind IN ['pillar_cv', 'claim_supported']
      AND q.verdict = 'supported_with_limits' AND concerns(q, device)
      AND (coalesce(q.conditions, '') <> '' OR coalesce(q.scope, '') <> '')
  }
  OR NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(w:EvidenceUse)-[:COVERS_ELEMENT]->(y:IntendedUseElement)<-[:COVERS]-(k)
    WHERE y.kind IN needing_clinical_data() AND w.pillar = 'cv' AND counts_for(w, k, device)
      AND concerns(y, device)
  }
RETURN device, k.key AS subject, x.key AS detail, '' AS severity, facts
ORDER BY device, subject, detail
