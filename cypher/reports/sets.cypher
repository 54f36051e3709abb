// The sets of evidence in force for the pillars of claims, each with the uses that it comprises.
// params: keys
// returns: claim, evidence_set, pillar, named, use
UNWIND $keys AS wanted
MATCH (k:Item {key: wanted})<-[:SUFFICES_FOR]-(g:EvidenceSet)
WHERE g.state = 'in_force'
OPTIONAL MATCH (g)-[:COMPRISES]->(u:EvidenceUse)
RETURN k.key AS claim, g.key AS evidence_set, g.pillar AS pillar, g.uses_named AS named, u.key AS use
ORDER BY claim, evidence_set, use
