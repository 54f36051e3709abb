// Evidence that is recorded as rejected and says no reason.
// title: Rejected evidence without reason
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, 9.3.3 and A9 (4.5)
// remedy: Enter the reason.
// needs: Evidence
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(e:Evidence)
WHERE sc.id IN $scopes AND e.state = 'in_force' AND e.rejected = true AND coalesce(e.rejected_reason, '') = ''
RETURN DISTINCT e.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
