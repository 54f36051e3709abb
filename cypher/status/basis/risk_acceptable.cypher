// What a conclusion on the acceptability of a residual risk ought to rest on. Tests of a control on which
// nobody concluded speak for themselves.
// uses: unconcluded
// params: keys
// returns: conclusion, item, role, via
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})-[:ABOUT]->(s:Risk)
WHERE c.kind = 'risk_acceptable' AND s.state = 'in_force'
WITH c, s
CALL (s) {
  RETURN s.key AS item, 'risk' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)
  WHERE t.state = 'in_force'
  RETURN t.key AS item, 'situation' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(h:Harm)
  WHERE h.state = 'in_force'
  RETURN h.key AS item, 'harm' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)
  WHERE t.state = 'in_force' AND h.state = 'in_force'
  RETURN h.key AS item, 'hazard' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:ESTIMATES]-(o:Risk)-[:ESTIMATES]->(h:Harm)
    <-[:ESTIMATES]-(s)
  WHERE o.state = 'in_force'
  RETURN o.key AS item, 'estimate' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)
  WHERE t.state = 'in_force' AND m.state = 'in_force'
  RETURN m.key AS item, 'control' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)<-[:ABOUT]-(q:Conclusion)
  WHERE t.state = 'in_force' AND m.state = 'in_force' AND q.state = 'in_force'
    AND q.kind = 'control_effective'
  RETURN q.key AS item, 'control_conclusion' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE t.state = 'in_force' AND m.state = 'in_force' AND u.state = 'in_force'
    AND unconcluded(m, 'control_effective')
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)
  WHERE t.state = 'in_force' AND m.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND unconcluded(m, 'control_effective')
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE t.state = 'in_force' AND m.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND a.state = 'in_force' AND unconcluded(m, 'control_effective')
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)-[:INTRODUCES]->(i:Item)
  WHERE t.state = 'in_force' AND m.state = 'in_force' AND i.state = 'in_force'
  RETURN i.key AS item, 'introduced' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND t.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND t.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    <-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND t.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE u.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE u.state = 'in_force' AND e.state = 'in_force' AND a.state = 'in_force' AND t.state = 'in_force'
    AND h.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:TRIGGERED_IN]->(n:UseScenario)
  WHERE t.state = 'in_force' AND n.state = 'in_force'
  RETURN n.key AS item, 'use_scenario' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:TRIGGERED_IN]->(n:UseScenario)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE t.state = 'in_force' AND n.state = 'in_force' AND u.state = 'in_force'
  RETURN u.key AS item, 'use' AS role, '' AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:TRIGGERED_IN]->(n:UseScenario)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)
  WHERE t.state = 'in_force' AND n.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
  RETURN e.key AS item, 'evidence' AS role, u.key AS via
  UNION
  MATCH (s)-[:ESTIMATES]->(t:HazardousSituation)-[:TRIGGERED_IN]->(n:UseScenario)<-[:BEARS_ON]-(u:EvidenceUse)
    -[:USES]->(e:Evidence)<-[:APPRAISES]-(a:Appraisal)
  WHERE t.state = 'in_force' AND n.state = 'in_force' AND u.state = 'in_force' AND e.state = 'in_force'
    AND a.state = 'in_force'
  RETURN a.key AS item, 'appraisal' AS role, u.key AS via
  UNION
  MATCH (s)-[:CRITERION_FROM]->(k:StateOfTheArt)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (s)-[:JUDGED_BY]->(judge:RiskCriteria)-[:CRITERION_FROM]->(k:StateOfTheArt)
  WHERE judge.state = 'in_force' AND k.state = 'in_force'
  RETURN k.key AS item, 'criterion' AS role, '' AS via
  UNION
  MATCH (s)-[:JUDGED_BY]->(k:RiskCriteria)
  WHERE k.state = 'in_force'
  RETURN k.key AS item, 'criteria' AS role, '' AS via
}
RETURN DISTINCT c.key AS conclusion, item, role, via
ORDER BY conclusion, item, role, via
