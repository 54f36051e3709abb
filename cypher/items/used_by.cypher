// Which evidence each use uses, whatever state the evidence is in.
// params: keys
// returns: use, evidence
UNWIND $keys AS wanted
MATCH (u:Item {key: wanted})-[:USES]->(e:Evidence)
RETURN u.key AS use, e.key AS evidence
ORDER BY use, evidence
