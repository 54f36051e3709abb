// Claims with counting data for the clinical validation of which none are of a version on the market (the
// detail): all were generated with other versions that are in development or on the market, or are of
// another model, while no use says why they hold for this one, signed. Data of the same model are of it.
// Claims that name versions are asked for these. Versions that are sold no more, and are not said to be of
// another model, are left to EVD-07. When a use counts, concepts 7.2 says.
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
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE u.pillar = 'cv' AND counts_for(u, k, device)
WITH DISTINCT k, device, u, e, toLower(trim(coalesce(e.model_version, ''))) AS of_data
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE s.id IN [device, '*'] AND on_market(v)
WITH *
WHERE EXISTS { MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion) WHERE x.key = v.key }
  OR NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(x:DeviceVersion) }
WITH DISTINCT k, device, u, e, v, of_data, toLower(trim(coalesce(v.model_version, ''))) AS model
WITH k, device, v, u, CASE
  WHEN vouched(u, v.key) THEN 1
  WHEN of_data <> '' AND model <> '' AND of_data <> model THEN 0
  WHEN of_data <> '' AND of_data = model THEN 1
  WHEN EXISTS { MATCH (e)-[:GENERATED_WITH]->(g:DeviceVersion) }
    AND NOT EXISTS {
      MATCH (e)-[:GENERATED_WITH]->(g:DeviceVersion)
      WHERE g.key = v.key OR (model <> '' AND toLower(trim(coalesce(g.model_version, ''))) = model)
        OR (coalesce(g.status, '') = 'discontinued' AND (model = '' OR coalesce(g.model_version, '') = ''))
    } THEN 0
  ELSE 1 END AS own
ORDER BY device, k.key, v.key, u.key
WITH k, device, v, sum(own) AS owned, collect(u.key) AS facts
WITH *
WHERE owned = 0
RETURN device, k.key AS subject, v.key AS detail, '' AS severity, facts
ORDER BY device, subject, detail
