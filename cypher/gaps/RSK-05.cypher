// Residual estimates without a signed conclusion on their acceptability, and initial estimates
// (detail residual) to which no residual estimate of the same situation and harm belongs, of each
// of its pairs, unless the initial estimate itself was concluded on.
// title: Residual risk without conclusion
// severity: blocker
// chain: hazard
// reference: ISO 14971 7.3
// remedy: Estimate and evaluate the residual risk, and sign the conclusion.
// needs: Risk
// subject: Risk
// cleared_by: risk_acceptable
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(r, Risk)
  WITH r, device
  WHERE r.stage = 'residual' AND NOT EXISTS {
    MATCH (r)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable' AND concerns(q, device)
  }
  RETURN device, r.key AS subject, '' AS detail, r.key AS fact
  UNION
  judged(r, Risk)
  WITH r, device
  WHERE r.stage = 'initial'
    AND NOT EXISTS {
      MATCH (r)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable' AND concerns(q, device)
    }
    AND NOT EXISTS {
      MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:ESTIMATES]-(o:Risk)
      MATCH (r)-[:ESTIMATES]->(h:Harm)<-[:ESTIMATES]-(p:Risk)
      WHERE o.key = p.key AND o.state = 'in_force' AND o.stage = 'residual' AND concerns(o, device)
    }
  RETURN device, r.key AS subject, 'residual' AS detail, r.key AS fact
  UNION
  judged(r, Risk)
  WITH r, device
  MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)
  MATCH (r)-[:ESTIMATES]->(h:Harm)
  WHERE r.stage = 'initial' AND t.state = 'in_force' AND h.state = 'in_force'
    AND NOT EXISTS {
      MATCH (r)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable' AND concerns(q, device)
    }
    AND NOT EXISTS {
      MATCH (t)<-[:ESTIMATES]-(o:Risk)-[:ESTIMATES]->(h)
      WHERE o.state = 'in_force' AND o.stage = 'residual' AND concerns(o, device)
    }
  WITH r, device, [r.key, t.key, h.key] AS pair
  UNWIND pair AS fact
  RETURN device, r.key AS subject, 'residual' AS detail, fact
}
WITH DISTINCT device, subject, detail, fact
ORDER BY device, subject, detail, fact
WITH device, subject, detail, collect(fact) AS facts
RETURN device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
