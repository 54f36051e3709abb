// Controls, retired ones left out, that reduce no situation in force, or that nothing in force
// implements and that name no implementation (the detail says which).
// title: Dangling control
// severity: minor
// reference: ISO 14971 7.6
// remedy: Link the control to the situation that it reduces and to what implements it, or retire
//   it.
// needs: RiskControl
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(m:RiskControl)
  WHERE sc.id IN $scopes AND m.state = 'in_force' AND coalesce(m.status, 'implemented') <> 'retired'
    AND NOT EXISTS { MATCH (m)-[:CONTROLS]->(t:HazardousSituation) WHERE t.state = 'in_force' }
  RETURN m.key AS subject, 'controls' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(m:RiskControl)
  WHERE sc.id IN $scopes AND m.state = 'in_force' AND coalesce(m.status, 'implemented') <> 'retired'
    AND coalesce(m.implementation_ref, '') = ''
    AND NOT EXISTS { MATCH (m)-[:IMPLEMENTED_BY]->(i:Item) WHERE i.state = 'in_force' }
    AND NOT EXISTS { MATCH (m)<-[:IMPLEMENTS]-(i:DesignItem) WHERE i.state = 'in_force' }
  RETURN m.key AS subject, 'implemented_by' AS detail
}
WITH DISTINCT subject, detail
RETURN subject, detail, '' AS severity, [] AS facts
ORDER BY subject, detail
