// Controls, retired ones left out, that reduce no situation in force, or that nothing in force
// implements and that name no implementation (the detail says which).
// title: Dangling control
// severity: minor
// reference: ISO 14971 7.6
// remedy: Link the control to the situation that it reduces and to what implements it, or retire
//   it.
// needs: RiskControl
// subject: RiskControl
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(m, RiskControl)
  WITH m, device
  WHERE coalesce(m.status, 'implemented') <> 'retired'
    AND NOT EXISTS {
      MATCH (m)-[:CONTROLS]->(t:HazardousSituation)
      WHERE t.state = 'in_force' AND concerns(t, device)
    }
  RETURN device, m.key AS subject, 'controls' AS detail
  UNION
  judged(m, RiskControl)
  WITH m, device
  WHERE coalesce(m.status, 'implemented') <> 'retired' AND coalesce(m.implementation_ref, '') = ''
    AND NOT EXISTS { MATCH (m)-[:IMPLEMENTED_BY]->(i:Item) WHERE i.state = 'in_force'
      AND concerns(i, device) }
    AND NOT EXISTS {
      MATCH (m)<-[:IMPLEMENTS]-(i:DesignItem)
      WHERE i.state = 'in_force' AND concerns(i, device)
    }
  RETURN device, m.key AS subject, 'implemented_by' AS detail
}
WITH DISTINCT device, subject, detail
RETURN device, subject, detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
