// Open questions that neither a follow-up activity in force nor a plan for post-market surveillance
// follows up, and of which nothing says what settled them. A stopped activity follows nothing up.
// title: Residual uncertainty not followed up
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 10.2d and A10 (20)
// remedy: Assign the question to an activity of surveillance or follow-up, or close it.
// needs: ResidualUncertainty
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(u:ResidualUncertainty)
WHERE sc.id IN $scopes AND u.state = 'in_force' AND coalesce(u.closure, '') = ''
  AND NOT EXISTS {
    MATCH (u)<-[:ADDRESSES]-(m:PmcfActivity)
    WHERE m.state = 'in_force' AND coalesce(m.status, 'planned') <> 'stopped'
  }
  AND NOT EXISTS { MATCH (u)<-[:ADDRESSES]-(p:PmsPlan) WHERE p.state = 'in_force' }
WITH DISTINCT u
OPTIONAL MATCH (u)<-[:ADDRESSES]-(f:Item)
WITH DISTINCT u, f.key AS fact
ORDER BY u.key, fact
WITH u, collect(fact) AS facts
RETURN u.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
