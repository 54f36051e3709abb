// Evidence that nothing in force uses and that is not recorded as rejected with a reason. Major
// where the maker holds it.
// title: Unlinked evidence
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, 8.1 and 9.3.3
// remedy: Use the evidence, or record why it is rejected.
// needs: Evidence
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)
WHERE sc.id IN $scopes AND e.state = 'in_force'
  AND coalesce(e.rejected_reason, '') = ''
  AND NOT EXISTS { MATCH (e)<-[:USES]-(u:EvidenceUse) WHERE u.state = 'in_force' }
WITH DISTINCT e
RETURN e.key AS subject, '' AS detail, CASE WHEN e.held_by = 'maker' THEN 'major'
  ELSE 'minor' END AS severity, [] AS facts
ORDER BY subject, detail
