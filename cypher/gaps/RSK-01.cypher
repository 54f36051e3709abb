// Hazards without a hazardous situation (detail empty), situations without a hazard or without a
// harm (the detail says which), and pairs of situation and harm without a risk estimate (the
// detail is the harm).
// title: Broken risk chain
// severity: major
// chain: hazard
// reference: ISO 14971 5.4 and 5.5
// remedy: Complete the chain from hazard to situation, harm and estimate.
// needs: Hazard
// subject: Hazard HazardousSituation
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(h, Hazard)
  WITH h, device
  WHERE NOT EXISTS {
    MATCH (h)<-[:ARISES_FROM]-(t:HazardousSituation)
    WHERE t.state = 'in_force' AND concerns(t, device)
  }
  RETURN device, h.key AS subject, '' AS detail
  UNION
  judged(t, HazardousSituation)
  WITH t, device
  WHERE NOT EXISTS { MATCH (t)-[:ARISES_FROM]->(h:Hazard) WHERE h.state = 'in_force' AND concerns(h, device) }
  RETURN device, t.key AS subject, 'hazard' AS detail
  UNION
  judged(t, HazardousSituation)
  WITH t, device
  WHERE NOT EXISTS { MATCH (t)-[:LEADS_TO]->(m:Harm) WHERE m.state = 'in_force' AND concerns(m, device) }
  RETURN device, t.key AS subject, 'harm' AS detail
  UNION
  judged(t, HazardousSituation)
  WITH t, device
  MATCH (t)-[:LEADS_TO]->(m:Harm)
  WHERE m.state = 'in_force' AND concerns(m, device)
    AND NOT EXISTS {
      MATCH (t)<-[:ESTIMATES]-(r:Risk)-[:ESTIMATES]->(m)
      WHERE r.state = 'in_force' AND concerns(r, device)
    }
  RETURN device, t.key AS subject, m.key AS detail
}
WITH DISTINCT device, subject, detail
RETURN device, subject, detail, '' AS severity, CASE WHEN detail IN ['', 'hazard', 'harm'] THEN []
  ELSE [detail] END AS facts
ORDER BY device, subject, detail
