// Items that no conclusion rests on and that may unsettle one all the same: signals nobody assessed yet,
// follow-up of a claim, people who were not qualified on the day they signed, and policies by which evidence
// that expires makes stale.
// uses: not_yet_concluded of_equivalent_device
// params: keys
// returns: conclusion, item
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WITH c
CALL (c) {
  MATCH (c)-[:ABOUT]->(s:Item)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind IN ['benefit_risk', 'claim_supported', 'control_effective', 'equivalence',
    'information_consistent', 'requirement_met', 'requirement_not_applicable', 'risk_acceptable',
    'side_effects_acceptable', 'sota_established']
    AND s.state = 'in_force' AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Risk)-[:ESTIMATES]->(t:Item)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'risk_acceptable' AND s.state = 'in_force' AND t.state = 'in_force' AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Risk)-[:ESTIMATES]->(t:HazardousSituation)-[:ARISES_FROM|TRIGGERED_IN]->(h:Item)
    <-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'risk_acceptable' AND s.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force'
    AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Risk)-[:ESTIMATES]->(t:HazardousSituation)<-[:CONTROLS]-(m:RiskControl)
    <-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'risk_acceptable' AND s.state = 'in_force' AND t.state = 'in_force' AND m.state = 'in_force'
    AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:IntendedUseElement)<-[:COVERS]-(b:Benefit)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'benefit_risk' AND s.state = 'in_force' AND b.state = 'in_force' AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Claim)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
  WHERE c.kind = 'pillar_' + u.pillar AND s.state = 'in_force' AND u.state = 'in_force'
    AND e.state = 'in_force' AND of_equivalent_device(u, e)
  MATCH (u)-[:USES|BEARS_ON]->(m:Item)-[:GENERATED_WITH|COMPARES]->(d:ComparatorDevice)
    <-[:RAISES]-(g:SafetySignal)
  WHERE m.state = 'in_force' AND d.state = 'in_force' AND not_yet_concluded(d) AND g.state = 'in_force'
    AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(f:SideEffect)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'side_effects_acceptable' AND s.state = 'in_force' AND sc.id IN [s.key, '*']
    AND f.state = 'in_force' AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(q:ResidualUncertainty)<-[:RAISES]-(g:SafetySignal)
  WHERE c.kind = 'pmcf_need' AND s.state = 'in_force' AND sc.id IN [s.key, '*'] AND q.state = 'in_force'
    AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
  RETURN g.key AS item
  UNION
  MATCH (c)-[:ABOUT]->(s:Device)
  MATCH (sc:Scope)<-[:IN_SCOPE]-(g:SafetySignal)
  WHERE c.kind = 'overall_residual_risk' AND s.state = 'in_force' AND sc.id IN [s.key, '*'] AND NOT EXISTS {
    MATCH (g)-[:RAISES]->(t:Item)
    WHERE t.state = 'in_force'
  } AND g.state = 'in_force' AND coalesce(g.assessment_status, 'new') = 'new'
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
  WHERE p.key = signer AND (p.unqualified_from IS NOT NULL OR p.unqualified_until IS NOT NULL)
    AND (p.unqualified_from IS NULL OR p.unqualified_from <= day)
    AND (p.unqualified_until IS NULL OR p.unqualified_until >= day)
  RETURN p.key AS item
  UNION
  MATCH (p:Policy)-[:IN_SCOPE]->(s:Scope)
  WHERE p.state = 'in_force' AND p.expired_evidence_is_stale = true
  MATCH (c)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(o:Scope)
  WHERE o.id = s.id OR o.id = '*' OR s.id = '*'
  RETURN p.key AS item
  UNION
  MATCH (p:Policy)-[:IN_SCOPE]->(s:Scope)
  WHERE p.state = 'in_force' AND p.expired_evidence_is_stale = true
  MATCH (c)-[:IN_SCOPE]->(o:Scope)
  WHERE s.id = '*' OR (o.id = s.id AND o.id <> '*')
  RETURN p.key AS item
  UNION
  MATCH (p:Policy)
  WHERE p.state = 'in_force' AND p.expired_evidence_is_stale = true
  MATCH (c)-[:IN_SCOPE]->(o:Scope)
  WHERE o.id = '*' AND NOT EXISTS { MATCH (c)-[:ABOUT]->(t:Item)-[:IN_SCOPE]->(r:Scope) }
  RETURN p.key AS item
}
RETURN DISTINCT c.key AS conclusion, item
ORDER BY conclusion, item
