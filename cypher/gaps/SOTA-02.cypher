// Claims with a threshold, benefits with a size, side-effects with a threshold of acceptability, and criteria
// by which risks in force are judged that name no source of their own, that take their criterion from no
// state of the art in force. Risks that are judged without recorded criteria, by a stated acceptability or by
// criteria of which they only give the name, are one hit together: on the criteria in force of the device
// that have no source, and where there are none on the device (detail risks), or, where no device is
// recorded, one each.
// title: Acceptance criterion without source
// severity: major
// reference: MEDDEV 2.7/1 rev. 4 A7.2e and A7.4; EU MDR Annex XIV A 1(a)
// remedy: Link the criterion to data on the state of the art.
// needs: Claim
// subject: Claim Benefit SideEffect Risk RiskCriteria Device
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(k, Claim)
  WITH k, device
  WHERE k.target_threshold IS NOT NULL
  RETURN k.key AS found, device, '' AS because
  UNION
  judged(k, Benefit)
  WITH k, device
  WHERE k.effect_size IS NOT NULL
  RETURN k.key AS found, device, '' AS because
  UNION
  judged(k, SideEffect)
  WITH k, device
  WHERE k.acceptability_threshold IS NOT NULL
  RETURN k.key AS found, device, '' AS because
  UNION
  judged(k, Risk)
  WITH k, device
  WHERE (k.acceptability IS NOT NULL OR coalesce(k.criteria_version, '') <> ''
      OR EXISTS { MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria) })
    AND NOT EXISTS { MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria) WHERE c.state = 'in_force' }
    AND NOT EXISTS {
      MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
      WHERE s.state = 'in_force' AND concerns(s, device)
    }
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(c:RiskCriteria)
      WHERE o.id IN [device, '*'] AND c.state = 'in_force' AND NOT EXISTS {
        MATCH (c)-[:CRITERION_FROM]->(s:StateOfTheArt)
        WHERE s.state = 'in_force' AND concerns(s, device)
      }
    }
  RETURN CASE WHEN device = '' THEN k.key ELSE device END AS found, device, k.key AS because
  UNION
  judged(k, Risk)
  WITH k, device
  WHERE (k.acceptability IS NOT NULL OR coalesce(k.criteria_version, '') <> ''
      OR EXISTS { MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria) })
    AND NOT EXISTS { MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria) WHERE c.state = 'in_force' }
    AND NOT EXISTS {
      MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
      WHERE s.state = 'in_force' AND concerns(s, device)
    }
  MATCH (o:Scope)<-[:IN_SCOPE]-(c:RiskCriteria)
  WHERE o.id IN [device, '*'] AND c.state = 'in_force'
  RETURN c.key AS found, device, '' AS because
  UNION
  judged(k, Risk)
  WITH k, device
  MATCH (k)-[:JUDGED_BY]->(c:RiskCriteria)
  WHERE c.state = 'in_force' AND NOT EXISTS {
    MATCH (k)-[:CRITERION_FROM]->(s:StateOfTheArt)
    WHERE s.state = 'in_force' AND concerns(s, device)
  }
  RETURN c.key AS found, device, '' AS because
}
WITH found, device, because
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i, device, because
WHERE NOT EXISTS {
  MATCH (i)-[:CRITERION_FROM]->(s:StateOfTheArt)
  WHERE s.state = 'in_force' AND concerns(s, device)
}
OPTIONAL MATCH (i)-[:CRITERION_FROM]->(f:StateOfTheArt)
WITH DISTINCT i, device, CASE WHEN because <> '' THEN because ELSE f.key END AS fact
ORDER BY device, i.key, fact
WITH i, device, collect(fact) AS facts
RETURN device, i.key AS subject, CASE WHEN i.type = 'Device' THEN 'risks' ELSE '' END AS detail,
  '' AS severity, facts
ORDER BY device, subject, detail
