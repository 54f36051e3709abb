// What the overall conclusion of a clinical evaluation ought to rest on.
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Evaluation)
WHERE c.kind = 'cer_overall' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'evaluation' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  MATCH (sc)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'information_consistent', 'pmcf_need', 'sota_established']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'information_consistent', 'pmcf_need', 'sota_established']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(i:Item)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND i.state = 'in_force' AND q.state = 'in_force'
    AND q.kind IN ['benefit_risk', 'information_consistent', 'pmcf_need', 'sota_established']
  RETURN q.key AS item, 'feeding_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(q:Conclusion)
  WHERE r.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'requirement_met' AND EXISTS {
    MATCH (r)-[:SATISFIES]->(n:Requirement)
    WHERE n.clinical_evaluation_topic = true
  }
  RETURN q.key AS item, 'requirement_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:IN_SCOPE]->(sc:Scope)
  WHERE sc.id = '*'
  MATCH (r:ComplianceRecord)<-[:ABOUT]-(q:Conclusion)
  WHERE r.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'requirement_met' AND EXISTS {
    MATCH (r)-[:SATISFIES]->(n:Requirement)
    WHERE n.clinical_evaluation_topic = true
  }
  RETURN q.key AS item, 'requirement_conclusion' AS role, '' AS via
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:ComplianceRecord)<-[:ABOUT]-(q:Conclusion)
  WHERE sc.id = '*' AND r.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'requirement_met'
    AND EXISTS {
      MATCH (r)-[:SATISFIES]->(n:Requirement)
      WHERE n.clinical_evaluation_topic = true
    }
  RETURN q.key AS item, 'requirement_conclusion' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
