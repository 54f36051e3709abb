// Safety signals that were not assessed as without impact, and uses of evidence to identify
// hazards, that lead to no hazard in force: neither directly nor by a situation, or by a risk of it
// or a control of it, in force. A use is found through what it bears on, through its evidence's device or its
// own; one
// that bears on nothing is found for every device.
// title: Hazard known from data but not in the risk file
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4 A7.2d; ISO 14971 10.3
// remedy: Add the hazard to the risk file, or record why the information has no effect.
// needs: EvidenceUse
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
CALL () {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(t:Item)<-[:BEARS_ON]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND u.state = 'in_force' AND u.aspect = 'hazard_identification'
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)<-[:USES]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force' AND u.aspect = 'hazard_identification'
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND sc.id <> '*' AND u.state = 'in_force' AND u.aspect = 'hazard_identification'
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(u:EvidenceUse)
  WHERE sc.id IN $scopes AND u.state = 'in_force' AND u.aspect = 'hazard_identification' AND NOT EXISTS {
    MATCH (u)-[:BEARS_ON]->(t:Item)-[:IN_SCOPE]->(o:Scope)
  }
  RETURN u.key AS found
  UNION
  MATCH (sc:Scope)<-[:IN_SCOPE]-(g:SafetySignal)
  WHERE sc.id IN $scopes AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') <> 'assessed_no_impact'
  RETURN g.key AS found
}
WITH found
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i
WHERE (i.type = 'SafetySignal' OR i.aspect = 'hazard_identification')
  AND NOT EXISTS { MATCH (i)-[:BEARS_ON|RAISES]->(h:Hazard) WHERE h.state = 'in_force' }
  AND NOT EXISTS {
    MATCH (i)-[:BEARS_ON|RAISES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)
    WHERE t.state = 'in_force' AND h.state = 'in_force'
  }
  AND NOT EXISTS {
    MATCH (i)-[:BEARS_ON|RAISES]->(r:Item)-[:ESTIMATES|CONTROLS]->(t:HazardousSituation)
      -[:ARISES_FROM]->(h:Hazard)
    WHERE r.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force'
  }
OPTIONAL MATCH (i)-[:BEARS_ON|RAISES|USES]->(f:Item)
WITH DISTINCT i, f.key AS fact
ORDER BY i.key, fact
WITH i, collect(fact) AS facts
RETURN i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
