// Items that no conclusion rests on and that may unsettle one all the same: signals nobody assessed yet,
// follow-up of a claim, and people who were not qualified on the day they signed.
// params: keys
// returns: conclusion, item
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WITH c
CALL (c) {
  MATCH (c)-[:ABOUT]->(s:Item)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind IN ['claim_supported', 'risk_acceptable', 'side_effects_acceptable'] AND s.state = 'in_force' AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Risk)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'risk_acceptable' AND s.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force' AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'side_effects_acceptable' AND s.state = 'in_force' AND sc.id IN [s.key, '*'] AND f.state = 'in_force' AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Claim)<-[:ADDRESSES]-(a:PmcfActivity)
  WHERE c.kind = 'claim_supported' AND s.state = 'in_force' AND a.state = 'in_force'
  RETURN a.key AS item
  UNION
  WITH c
  UNWIND range(0, size(coalesce(c.signers, [])) - 1) AS number
  WITH c.signers[number] AS signer, c.signer_dates[number] AS day
  MATCH (p:Person)
  WHERE p.key = signer AND (p.unqualified_from IS NOT NULL OR p.unqualified_until IS NOT NULL) AND (p.unqualified_from IS NULL OR p.unqualified_from <= day) AND (p.unqualified_until IS NULL OR p.unqualified_until >= day)
  RETURN p.key AS item
}
RETURN DISTINCT c.key AS conclusion, item
ORDER BY conclusion, item
