// Published statements that make a claim and that no claim in force for the device answers: the
// statement names none (it is the detail), or names one that is not there, not in force, past its
// date or of other devices (the detail). Also materials in which a claim was made that has been
// withdrawn since (the detail), until they are revised and print its words no more.
// title: Published statement without a claim
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.3
// remedy: Register the claim and support it, or change the material.
// needs: InformationMaterial
// cleared_by:
// waiver: yes
// uses: in_date
// params: scopes today
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
  WHERE sc.id IN $scopes AND m.state = 'in_force'
  WITH sc, m, coalesce(m.claiming_statements, []) AS statements, coalesce(m.claimed_keys, []) AS claims
  UNWIND range(0, size(statements) - 1) AS i
  WITH sc, m, statements[i] AS statement, claims[i] AS claim
  WHERE NOT EXISTS {
      MATCH (k:Item {key: claim})-[:IN_SCOPE]->(s:Scope)
      WHERE k.type = 'Claim' AND k.state = 'in_force' AND in_date(k)
        AND (s.id = sc.id OR s.id = '*' OR sc.id = '*')
    }
  RETURN m.key AS subject, CASE WHEN claim = '' THEN statement ELSE claim END AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)<-[:STATED_IN]-(k:Claim)
  WHERE sc.id IN $scopes AND m.state = 'in_force' AND k.state = 'withdrawn'
  WITH *
  WHERE m.changed < k.changed
    OR any(x IN coalesce(m.statements, []) WHERE toLower(x) CONTAINS toLower(k.statement))
  RETURN m.key AS subject, k.key AS detail
}
WITH DISTINCT subject, detail
WITH subject, detail
OPTIONAL MATCH (k:Claim)
WHERE k.key = detail
WITH DISTINCT subject, detail, CASE WHEN k IS NULL THEN [] ELSE [k.key] END AS facts
RETURN subject, detail, '' AS severity, facts
ORDER BY subject, detail
