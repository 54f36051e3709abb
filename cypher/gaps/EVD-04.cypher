// Evidence that nothing in force uses and that is not recorded as rejected with a reason; and evidence
// that is unfavourable or contradicts while all that its uses bear on is a draft or withdrawn (detail
// parked): nothing in force sees it. Major where the maker holds it, or where it is parked.
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
WHERE sc.id IN $scopes AND e.state = 'in_force' AND coalesce(e.rejected_reason, '') = ''
WITH DISTINCT e
WITH e, CASE
  WHEN NOT EXISTS { MATCH (e)<-[:USES]-(u:EvidenceUse) WHERE u.state = 'in_force' } THEN ''
  WHEN (e.favourable = 'unfavourable'
      OR EXISTS {
        MATCH (e)<-[:USES]-(u:EvidenceUse)
        WHERE u.state = 'in_force' AND u.direction = 'contradicts'
      })
    AND NOT EXISTS {
      MATCH (e)<-[:USES]-(u:EvidenceUse)
      WHERE u.state = 'in_force'
        AND NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state <> 'in_force' }
    }
    AND NOT EXISTS {
      MATCH (e)<-[:USES]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE u.state = 'in_force' AND t.state = 'in_force'
    } THEN 'parked'
  ELSE 'used' END AS detail
WITH *
WHERE detail <> 'used'
RETURN e.key AS subject, detail, CASE WHEN e.held_by = 'maker'
  OR detail = 'parked' THEN 'major' ELSE 'minor' END
  AS severity, [] AS facts
ORDER BY subject, detail
