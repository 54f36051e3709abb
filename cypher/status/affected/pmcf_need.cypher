// Follow-up conclusions whose basis any of these items can enter or leave.
// types: Appraisal Device Evidence EvidenceUse PmcfActivity PmsPlan PmsReport RegulatoryProfile
//   ResidualUncertainty SafetySignal
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsPlan)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsPlan)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:RegulatoryProfile)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmsReport)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmcfActivity)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:PmcfActivity)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:SafetySignal)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)-[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (d:Item {key: sc.id})<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id <> '*'
  RETURN c.key AS conclusion
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(:ResidualUncertainty)
    -[:IN_SCOPE]->(sc:Scope)
  MATCH (:Device)<-[:ABOUT]-(c:Conclusion)
  WHERE c.kind = 'pmcf_need' AND sc.id = '*'
  RETURN c.key AS conclusion
}
RETURN DISTINCT conclusion
ORDER BY conclusion
