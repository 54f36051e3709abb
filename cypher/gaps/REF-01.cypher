// References of items in force to keys that no fitting item has: one hit for each owner, relation
// and missing key (the detail).
// title: Reference to a key that does not exist
// severity: major
// reference: ISO 13485 4.2.5
// remedy: Add the missing item, or correct the reference.
// needs:
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)-[w:AWAITS]->(m:Missing)
WHERE sc.id IN $scopes AND i.state = 'in_force'
WITH DISTINCT i.key AS subject, w.relation + ' ' + m.key AS detail, m.key AS missing
RETURN subject, detail, '' AS severity, [missing] AS facts
ORDER BY subject, detail
