// A requirement of any layer that fulfils nothing and that nothing fulfils.
// title: Requirement outside of the design
// severity: minor
// reference: design procedure, traceability of layers
// remedy: Link it to the layer above or below, or drop it.
// needs: DesignItem
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:DesignItem)
WHERE sc.id IN $scopes AND d.state = 'in_force'
  AND NOT EXISTS { MATCH (d)-[:FULFILS]->(p:DesignItem) WHERE p.state = 'in_force' }
  AND NOT EXISTS { MATCH (d)<-[:FULFILS]-(c:DesignItem) WHERE c.state = 'in_force' }
  AND NOT EXISTS { MATCH (d)-[w:AWAITS]->(m:Missing) WHERE w.relation = 'FULFILS' }
WITH DISTINCT d
RETURN d.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
