// Claims that cover no included element of the intended purpose (detail empty), and claims that
// cover an excluded or contraindicated one (the detail). Contraindications and foreseeable misuse
// attach a claim to nothing.
// title: Claim detached from the intended purpose
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.1 and A7.2a
// remedy: Link the claim to indication, population and user, or remove it.
// needs: Claim
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id IN $scopes AND k.state = 'in_force'
    AND NOT EXISTS {
      MATCH (k)-[:COVERS]->(x:IntendedUseElement)
      WHERE x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
        AND NOT coalesce(x.kind, '') IN ['contraindication', 'foreseeable_misuse']
    }
  RETURN k.key AS subject, '' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)-[:COVERS]->(x:IntendedUseElement)
  WHERE sc.id IN $scopes AND k.state = 'in_force' AND x.state = 'in_force'
    AND (x.included = false OR x.kind = 'contraindication')
  RETURN k.key AS subject, x.key AS detail
}
WITH DISTINCT subject, detail
RETURN subject, detail, '' AS severity, CASE WHEN detail = '' THEN [] ELSE [detail] END AS facts
ORDER BY subject, detail
