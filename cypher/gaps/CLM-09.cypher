// Published statements that make a claim and that no claim in force for the device answers: the statement
// names none (it is the detail), or names one that is not there, not in force, past its date or of other
// devices, or other versions than the material is for (the detail). Also materials in which a claim was
// made that has been withdrawn since (the detail), until they are revised and print its words no more.
// title: Published statement without a claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.3
// remedy: Register the claim and support it, or change the material.
// needs: InformationMaterial
// subject: InformationMaterial
// cleared_by:
// waiver: yes
// uses: concerns in_date judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  judged(m, InformationMaterial)
  WITH m, device, coalesce(m.claiming_statements, []) AS statements, coalesce(m.claimed_keys, []) AS claims
  UNWIND range(0, size(statements) - 1) AS i
  WITH m, device, statements[i] AS statement, claims[i] AS claim
  WHERE NOT EXISTS {
      MATCH (k:Item {key: claim})-[:IN_SCOPE]->(s:Scope)
      WHERE k.type = 'Claim' AND k.state = 'in_force' AND in_date(k)
        AND s.id IN [device, '*']
      WITH *
      WHERE NOT EXISTS { MATCH (k)-[:FOR_DEVICE]->(v:DeviceVersion) }
        OR NOT EXISTS { MATCH (m)-[:FOR_DEVICE]->(v:DeviceVersion) }
        OR EXISTS { MATCH (k)-[:FOR_DEVICE]->(v:DeviceVersion)<-[:FOR_DEVICE]-(m) }
        OR EXISTS { MATCH (k)-[:FOR_DEVICE]->(d:Device) WHERE d.key = device }
      RETURN 1 AS one
    }
  RETURN device, m.key AS subject, CASE WHEN claim = '' THEN statement ELSE claim END AS detail
  UNION
  judged(m, InformationMaterial)
  WITH m, device
  MATCH (m)<-[:STATED_IN]-(k:Claim)
  WHERE k.state = 'withdrawn' AND concerns(k, device)
  WITH *
  WHERE m.changed < k.changed
    OR any(x IN coalesce(m.statements, []) WHERE toLower(x) CONTAINS toLower(k.statement))
  RETURN device, m.key AS subject, k.key AS detail
}
WITH DISTINCT device, subject, detail
WITH device, subject, detail
OPTIONAL MATCH (k:Claim)
WHERE k.key = detail
WITH DISTINCT device, subject, detail, CASE WHEN k IS NULL THEN [] ELSE [k.key] END AS facts
RETURN device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
