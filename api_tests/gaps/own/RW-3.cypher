// A system requirement that no software or hardware requirement in force fulfils.
// title: System requirement that nothing fulfils
// severity: major
// reference: design procedure, traceability of layers
// remedy: Write the software or hardware requirement that fulfils it.
// needs: DesignItem
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:DesignItem)
WHERE sc.id IN $scopes AND d.state = 'in_force' AND d.kind = 'system_requirement'
  AND NOT EXISTS {
    MATCH (d)<-[:FULFILS]-(c:DesignItem)
    WHERE c.state = 'in_force' AND c.kind IN ['software_requirement', 'hardware_requirement']
  }
WITH DISTINCT d
RETURN d.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
