// A system requirement that fulfils no stakeholder requirement in force.
// title: System requirement without a stakeholder requirement
// severity: major
// reference: design procedure, traceability of layers
// remedy: Name the stakeholder requirement that it fulfils, or drop it.
// needs: DesignItem
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:DesignItem)
WHERE sc.id IN $scopes AND d.state = 'in_force' AND d.kind = 'system_requirement'
  AND NOT EXISTS { MATCH (d)-[:FULFILS]->(p:DesignItem) WHERE p.state = 'in_force' AND p.kind = 'user_need' }
WITH DISTINCT d
RETURN d.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
