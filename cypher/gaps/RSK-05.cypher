// Residual estimates without a signed conclusion on their acceptability, and initial estimates
// (detail residual) to which no residual estimate of the same situation and harm belongs, of each
// of its pairs, unless the initial estimate itself was concluded on.
// title: Residual risk without conclusion
// severity: blocker
// chain: hazard
// reference: ISO 14971 7.3
// remedy: Estimate and evaluate the residual risk, and sign the conclusion.
// needs: Risk
// cleared_by: risk_acceptable
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE sc.id IN $scopes AND r.state = 'in_force' AND r.stage = 'residual' AND NOT EXISTS {
    MATCH (r)<-[:ABOUT]-(q:Conclusion)
    WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable'
  }
  RETURN r.key AS subject, '' AS detail, r.key AS fact
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)
  WHERE sc.id IN $scopes AND r.state = 'in_force' AND r.stage = 'initial'
    AND NOT EXISTS {
      MATCH (r)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable'
    }
    AND NOT EXISTS {
      MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:ESTIMATES]-(o:Risk)
      MATCH (r)-[:ESTIMATES]->(h:Harm)<-[:ESTIMATES]-(p:Risk)
      WHERE o.key = p.key AND o.state = 'in_force' AND o.stage = 'residual'
    }
  RETURN r.key AS subject, 'residual' AS detail, r.key AS fact
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(r:Risk)-[:ESTIMATES]->(t:HazardousSituation)
  MATCH (r)-[:ESTIMATES]->(h:Harm)
  WHERE sc.id IN $scopes AND r.state = 'in_force' AND r.stage = 'initial'
    AND t.state = 'in_force' AND h.state = 'in_force'
    AND NOT EXISTS {
      MATCH (r)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'risk_acceptable'
    }
    AND NOT EXISTS {
      MATCH (t)<-[:ESTIMATES]-(o:Risk)-[:ESTIMATES]->(h)
      WHERE o.state = 'in_force' AND o.stage = 'residual'
    }
  WITH r, [r.key, t.key, h.key] AS pair
  UNWIND pair AS fact
  RETURN r.key AS subject, 'residual' AS detail, fact
}
WITH subject, detail, '' AS severity, fact
WITH DISTINCT subject, detail, severity, fact
ORDER BY subject, detail, severity, fact
WITH subject, detail, severity, collect(fact) AS facts
RETURN subject, detail, severity, facts
ORDER BY subject, detail
