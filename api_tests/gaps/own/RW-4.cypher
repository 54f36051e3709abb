// A software or hardware requirement that names nothing that it fulfils. One that names what does not exist
// is left to REF-01.
// title: Software or hardware requirement without a parent
// severity: major
// reference: design procedure, traceability of layers
// remedy: Name the system requirement that it fulfils, or drop it.
// needs: DesignItem
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:DesignItem)
WHERE sc.id IN $scopes AND d.state = 'in_force' AND d.kind IN ['software_requirement', 'hardware_requirement']
  AND NOT EXISTS { MATCH (d)-[:FULFILS]->(p:DesignItem) WHERE p.state = 'in_force' }
  AND NOT EXISTS { MATCH (d)-[w:AWAITS]->(m:Missing) WHERE w.relation = 'FULFILS' }
WITH DISTINCT d
RETURN d.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
