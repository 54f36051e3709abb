// Conclusions that a claim is supported whose basis any of these items can enter or leave.
// types: Appraisal Claim Conclusion DeviceVersion Evidence EvidenceUse InformationMaterial IntendedPurpose
//   IntendedUseElement LiteratureSearch PmcfActivity Standard StateOfTheArt
// params: keys
// returns: conclusion
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WITH x
CALL (x) {
  MATCH (x:Claim)
  RETURN x.key AS claim
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:InformationMaterial)<-[:STATED_IN]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:PmcfActivity)-[:ADDRESSES]->(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedUseElement)<-[:COVERS]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:EvidenceUse)-[:BEARS_ON]->(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:Appraisal)-[:APPRAISES]->(:Evidence)<-[:USES]-(:EvidenceUse)-[:BEARS_ON]->(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:StateOfTheArt)<-[:CRITERION_FROM]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:Evidence)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:CRITERION_FROM]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:LiteratureSearch)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:CRITERION_FROM]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:Standard)<-[:DERIVED_FROM]-(:StateOfTheArt)<-[:CRITERION_FROM]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:Conclusion)-[:ABOUT]->(:StateOfTheArt)<-[:CRITERION_FROM]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)<-[:FOR_DEVICE]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedPurpose)-[:IN_SCOPE]->(sc:Scope)
  MATCH (k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedPurpose)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)-[:IN_SCOPE]->(sc:Scope)
  MATCH (k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:IntendedUseElement)<-[:HAS_ELEMENT]-(:IntendedPurpose)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(k:Claim)
  RETURN k.key AS claim
  UNION
  MATCH (x:DeviceVersion)-[:SUCCEEDS]->(:DeviceVersion)-[:IN_SCOPE]->(sc:Scope)
  MATCH (k:Claim)
  WHERE sc.id = '*'
  RETURN k.key AS claim
}
WITH DISTINCT claim
WHERE claim IS NOT NULL
MATCH (k:Item {key: claim})<-[:ABOUT]-(c:Conclusion)
WHERE c.kind = 'claim_supported'
RETURN DISTINCT c.key AS conclusion
ORDER BY conclusion
