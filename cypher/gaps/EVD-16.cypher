// Claims of a device with a version on the market of which all counting data for the clinical validation
// are of versions in development, or of a model that no version on the market has (the detail is that
// model), while no use says why they hold, signed. Claims that name versions are asked where one of these
// is on the market. When a use counts, concepts 7.2 says.
// title: Clinical data of no version on the market
// severity: major
// about: coverage doubted_evidence
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4 A7.3
// remedy: Add data of the version on the market, or justify in the use why these hold for it, and sign that.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: counts_for judged on_market vouched
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH DISTINCT k, device
WHERE EXISTS { MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion) WHERE s.id IN [device, '*'] AND on_market(v) }
  AND NOT EXISTS {
    MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion)
    WHERE NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(v:DeviceVersion) WHERE on_market(v) }
  }
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE s.id IN [device, '*'] AND on_market(v)
WITH DISTINCT k, device, v
ORDER BY device, k.key, v.key
WITH k, device, collect(toLower(trim(coalesce(v.model_version, '')))) AS stated
WITH k, device, [m IN stated WHERE m <> ''] AS models
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar = 'cv' AND counts_for(u, k, device)
WITH DISTINCT k, device, models, u, e, toLower(trim(coalesce(e.model_version, ''))) AS model
WITH k, device, u, e, CASE
  WHEN EXISTS {
    MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)
    WHERE o.id IN [device, '*'] AND on_market(w)
    WITH *
    WHERE vouched(u, w.key)
    RETURN 1 AS one
  } THEN 'of it'
  WHEN model <> '' AND size(models) > 0 AND size([m IN models WHERE m = model]) = 0 THEN e.model_version
  WHEN EXISTS { MATCH (e)-[:GENERATED_WITH]->(g:DeviceVersion) }
    AND NOT EXISTS {
      MATCH (e)-[:GENERATED_WITH]->(g:DeviceVersion)
      WHERE coalesce(g.status, '') = 'discontinued' OR on_market(g)
    } THEN ''
  ELSE 'of it' END AS other
ORDER BY device, k.key, u.key
WITH k, device, collect(other) AS others, collect(u.key) AS facts
WITH k, device, facts, others, size([o IN others WHERE o = 'of it']) AS own
WITH *
WHERE own = 0
UNWIND others AS detail
RETURN DISTINCT device, k.key AS subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
