// Evidence that no use of the device in force uses and that is not recorded as rejected with a reason, but
// for data, other than unfavourable ones, on which a review draws, itself or through another one, that is
// used; and evidence that is unfavourable or contradicts while all that its uses bear on is a draft or
// withdrawn (detail parked): nothing in force sees it. Major where the maker holds it, or where it is
// parked.
// title: Unlinked evidence
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4, 8.1 and 9.3.3
// remedy: Use the evidence, or record why it is rejected.
// needs: Evidence
// subject: Evidence
// cleared_by:
// waiver: yes
// uses: judged used_for
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(e, Evidence)
WITH DISTINCT e, device
WHERE coalesce(e.rejected_reason, '') = ''
WITH e, device, CASE
  WHEN NOT EXISTS { MATCH (e)<-[:USES]-(u:EvidenceUse) WHERE u.state = 'in_force'
    AND used_for(u, device) }
    AND (coalesce(e.favourable, '') = 'unfavourable' OR (NOT EXISTS {
      MATCH (e)<-[:DRAWS_ON]-(r:Evidence)<-[:USES]-(u:EvidenceUse)
      WHERE r.state = 'in_force' AND u.state = 'in_force' AND used_for(u, device)
    } AND NOT EXISTS {
      MATCH (e)<-[:DRAWS_ON]-(r:Evidence)<-[:DRAWS_ON]-(q:Evidence)<-[:USES]-(u:EvidenceUse)
      WHERE r.state = 'in_force' AND q.state = 'in_force' AND u.state = 'in_force' AND used_for(u, device)
    })) THEN ''
  WHEN (e.favourable = 'unfavourable'
      OR EXISTS {
        MATCH (e)<-[:USES]-(u:EvidenceUse)
        WHERE u.state = 'in_force' AND u.direction = 'contradicts' AND used_for(u, device)
      })
    AND NOT EXISTS {
      MATCH (e)<-[:USES]-(u:EvidenceUse)
      WHERE u.state = 'in_force' AND used_for(u, device)
        AND NOT EXISTS { MATCH (u)-[:BEARS_ON]->(t:Item) WHERE t.state <> 'in_force' }
    }
    AND NOT EXISTS {
      MATCH (e)<-[:USES]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
      WHERE u.state = 'in_force' AND t.state = 'in_force' AND used_for(u, device)
    } THEN 'parked'
  ELSE 'used' END AS detail
WITH *
WHERE detail <> 'used'
RETURN device, e.key AS subject, detail, CASE WHEN e.held_by = 'maker'
  OR detail = 'parked' THEN 'major' ELSE 'minor' END
  AS severity, [] AS facts
ORDER BY device, subject, detail
