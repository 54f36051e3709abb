// What a conclusion that clinical data are not appropriate ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Item)
WHERE c.kind = 'clinical_data_not_appropriate' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'subject' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'characteristics' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (d:Device)
  WHERE d.state = 'in_force'
  RETURN d.key AS item, 'characteristics' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(r:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE r.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['risk_acceptable', 'overall_residual_risk']
  RETURN q.key AS item, 'risk_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (r:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE r.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['risk_acceptable', 'overall_residual_risk']
  RETURN q.key AS item, 'risk_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND r.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['risk_acceptable', 'overall_residual_risk']
  RETURN q.key AS item, 'risk_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(r:RegulatoryProfile)
  WHERE r.state = 'in_force'
  RETURN r.key AS item, 'class' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (r:RegulatoryProfile)
  WHERE r.state = 'in_force'
  RETURN r.key AS item, 'class' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:RegulatoryProfile)
  WHERE sc.id = '*' AND r.state = 'in_force'
  RETURN r.key AS item, 'class' AS role, '' AS via
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
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE e.state = 'in_force' AND e.kind IN ['body_site_contact', 'duration_repeat', 'output_function']
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (e:IntendedUseElement)
  WHERE e.state = 'in_force' AND e.kind IN ['body_site_contact', 'duration_repeat', 'output_function']
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:IntendedUseElement)
  WHERE sc.id = '*' AND e.state = 'in_force'
    AND e.kind IN ['body_site_contact', 'duration_repeat', 'output_function']
  RETURN e.key AS item, 'element' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(e:Evidence)
  WHERE e.state = 'in_force' AND e.kind = 'justification'
  RETURN e.key AS item, 'justification' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (e:Evidence)
  WHERE e.state = 'in_force' AND e.kind = 'justification'
  RETURN e.key AS item, 'justification' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)
  WHERE sc.id = '*' AND e.state = 'in_force' AND e.kind = 'justification'
  RETURN e.key AS item, 'justification' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
