// What a conclusion on the consistency of information materials ought to rest on.
// uses: tells_people
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:InformationMaterial)
WHERE c.kind = 'information_consistent' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'material' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE p.state = 'in_force'
  RETURN p.key AS item, 'intended_purpose' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (p:IntendedPurpose)
  WHERE p.state = 'in_force'
  RETURN p.key AS item, 'intended_purpose' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE sc.id = '*' AND p.state = 'in_force'
  RETURN p.key AS item, 'intended_purpose' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE e.state = 'in_force'
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (e:IntendedUseElement)
  WHERE e.state = 'in_force'
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE sc.id = '*' AND e.state = 'in_force'
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (k:Claim)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*' AND k.state = 'in_force'
  RETURN k.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (s)<-[:STATED_IN]-(k:Claim)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'claim' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE r.state = 'in_force' AND r.stage = 'residual'
  RETURN r.key AS item, 'residual_risk' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (r:Risk)
  WHERE r.state = 'in_force' AND r.stage = 'residual'
  RETURN r.key AS item, 'residual_risk' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE sc.id = '*' AND r.state = 'in_force' AND r.stage = 'residual'
  RETURN r.key AS item, 'residual_risk' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(m:RiskControl)
  WHERE m.state = 'in_force' AND tells_people(m)
  RETURN m.key AS item, 'information_control' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (m:RiskControl)
  WHERE m.state = 'in_force' AND tells_people(m)
  RETURN m.key AS item, 'information_control' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(m:RiskControl)
  WHERE sc.id = '*' AND m.state = 'in_force' AND tells_people(m)
  RETURN m.key AS item, 'information_control' AS role, '' AS via
  UNION
  MATCH (s)<-[:IMPLEMENTED_BY]-(m:RiskControl)
  WHERE m.state = 'in_force'
  RETURN m.key AS item, 'information_control' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (t:HazardousSituation)
  WHERE t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE sc.id = '*' AND t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(h:Hazard)
  WHERE h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (h:Hazard)
  WHERE h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(h:Hazard)
  WHERE sc.id = '*' AND h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE f.state = 'in_force'
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (f:SideEffect)
  WHERE f.state = 'in_force'
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)
  WHERE sc.id = '*' AND f.state = 'in_force'
  RETURN f.key AS item, 'side_effect' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
