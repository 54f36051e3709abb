// Hazards without a hazardous situation (detail empty), situations without a hazard or without a
// harm (the detail says which), and pairs of situation and harm without a risk estimate (the
// detail is the harm).
// title: Broken risk chain
// severity: major
// chain: hazard
// reference: ISO 14971 5.4 and 5.5
// remedy: Complete the chain from hazard to situation, harm and estimate.
// needs: Hazard
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(h:Hazard)
  WHERE sc.id IN $scopes AND h.state = 'in_force' AND NOT EXISTS {
    MATCH (h)<-[:ARISES_FROM]-(t:HazardousSituation)
    WHERE t.state = 'in_force'
  }
  RETURN h.key AS subject, '' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE sc.id IN $scopes AND t.state = 'in_force' AND NOT EXISTS {
    MATCH (t)-[:ARISES_FROM]->(h:Hazard)
    WHERE h.state = 'in_force'
  }
  RETURN t.key AS subject, 'hazard' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)
  WHERE sc.id IN $scopes AND t.state = 'in_force' AND NOT EXISTS {
    MATCH (t)-[:LEADS_TO]->(m:Harm)
    WHERE m.state = 'in_force'
  }
  RETURN t.key AS subject, 'harm' AS detail
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:HazardousSituation)-[:LEADS_TO]->(m:Harm)
  WHERE sc.id IN $scopes AND t.state = 'in_force' AND m.state = 'in_force'
    AND NOT EXISTS { MATCH (t)<-[:ESTIMATES]-(r:Risk)-[:ESTIMATES]->(m) WHERE r.state = 'in_force' }
  RETURN t.key AS subject, m.key AS detail
}
WITH DISTINCT subject, detail
RETURN subject, detail, '' AS severity, CASE WHEN detail IN ['', 'hazard', 'harm'] THEN []
  ELSE [detail] END AS facts
ORDER BY subject, detail
