// Items that no conclusion rests on and that may unsettle one all the same, beside news that nobody judged:
// follow-up of a claim, people who were not qualified on the day they signed or appraised, and policies by
// which evidence that expires makes stale.
// params: keys
// returns: conclusion, item
UNWIND $keys AS wanted
MATCH (c:Item {key: wanted})
WITH c
CALL (c) {
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
  MATCH (c)-[:RESTS_ON]->(a:Appraisal)
  WHERE a.state = 'in_force' AND a.appraiser IS NOT NULL AND a.appraised_on IS NOT NULL
  MATCH (p:Person)
  WHERE p.key = a.appraiser AND (p.unqualified_from IS NOT NULL OR p.unqualified_until IS NOT NULL)
    AND (p.unqualified_from IS NULL OR p.unqualified_from <= a.appraised_on)
    AND (p.unqualified_until IS NULL OR p.unqualified_until >= a.appraised_on)
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
