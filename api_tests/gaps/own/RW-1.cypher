// A stakeholder requirement that no system requirement in force fulfils.
// title: Stakeholder requirement that nothing fulfils
// severity: major
// reference: design procedure, traceability of layers
// remedy: Write the system requirement that fulfils it, or withdraw it.
// needs: DesignItem
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(d:DesignItem)
WHERE sc.id IN $scopes AND d.state = 'in_force' AND d.kind = 'user_need'
  AND NOT EXISTS { MATCH (d)<-[:FULFILS]-(c:DesignItem) WHERE c.state = 'in_force' }
WITH DISTINCT d
RETURN d.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
