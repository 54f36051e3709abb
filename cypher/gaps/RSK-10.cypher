// Controls, retired ones left out, that do not say what risks of their own were found (the detail:
// statement), and situations that a control introduces without an estimate of their risk (the detail
// is the situation, or a hazard of which no situation has one). What was introduced and is no
// longer in the file is not asked.
// title: Risk from control not assessed
// severity: major
// reference: ISO 14971 7.5
// remedy: Examine the control for new and raised risks, record what was found, and estimate them.
// needs: RiskControl
// subject: RiskControl
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(m, RiskControl)
  WITH m, device
  WHERE coalesce(m.status, 'implemented') <> 'retired' AND coalesce(m.introduced_risks, '') = ''
  RETURN device, m.key AS subject, 'statement' AS detail
  UNION
  judged(m, RiskControl)
  WITH m, device
  MATCH (m)-[:INTRODUCES]->(t:HazardousSituation)
  WHERE coalesce(m.status, 'implemented') <> 'retired' AND t.state <> 'withdrawn'
    AND NOT EXISTS { MATCH (t)<-[:ESTIMATES]-(r:Risk) WHERE r.state = 'in_force' AND concerns(r, device) }
  RETURN device, m.key AS subject, t.key AS detail
  UNION
  judged(m, RiskControl)
  WITH m, device
  MATCH (m)-[:INTRODUCES]->(h:Hazard)
  WHERE coalesce(m.status, 'implemented') <> 'retired' AND h.state <> 'withdrawn'
    AND NOT EXISTS {
      MATCH (h)<-[:ARISES_FROM]-(t:HazardousSituation)<-[:ESTIMATES]-(r:Risk)
      WHERE t.state = 'in_force' AND r.state = 'in_force' AND concerns(t, device) AND concerns(r, device)
    }
  RETURN device, m.key AS subject, h.key AS detail
}
WITH DISTINCT device, subject, detail
RETURN device, subject, detail, '' AS severity, CASE WHEN detail = 'statement'
  THEN [] ELSE [detail] END AS facts
ORDER BY device, subject, detail
