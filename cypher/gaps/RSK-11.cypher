// Safety signals that were assessed as with impact, or that nobody assessed within `signal_days` as PMS-06
// counts them, and uses of evidence to identify hazards, that lead to no hazard in force: neither directly
// nor by a situation, or by a risk of it or a control of it, in force. A use is judged for the devices that
// it names; one that names none, for those of what it bears on and of its evidence; one with neither, for
// every device.
// title: Hazard known from data but not in the risk file
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4 A7.2d; ISO 14971 10.3
// remedy: Add the hazard to the risk file, or record why the information has no effect.
// needs: EvidenceUse
// subject: EvidenceUse SafetySignal
// cleared_by:
// waiver: yes
// uses: concerns judged uses_judged
// params: scopes devices today policy
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
  UNION
  judged(g, SafetySignal)
  WITH g, device
  WHERE g.assessment_status = 'assessed_impact'
  RETURN g.key AS use, device
  UNION
  judged(g, SafetySignal)
  WITH g, device
  WHERE coalesce(g.assessment_status, 'new') = 'new'
  WITH g, device
  UNWIND $policy AS row
  WITH g, device, row
  WHERE row.device = device
  WITH g, device, row.signal_days_ago AS since, CASE WHEN g.received_at <= $today THEN g.received_at
    WHEN g.occurred_at <= $today THEN g.occurred_at ELSE '' END AS known
  WHERE known < since
  RETURN g.key AS use, device
}
WITH use AS found, device
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i, device
WHERE (i.type = 'SafetySignal' OR i.aspect = 'hazard_identification')
  AND NOT EXISTS {
    MATCH (i)-[:BEARS_ON|RAISES]->(h:Hazard)
    WHERE h.state = 'in_force' AND concerns(h, device)
  }
  AND NOT EXISTS {
    MATCH (i)-[:BEARS_ON|RAISES]->(t:HazardousSituation)-[:ARISES_FROM]->(h:Hazard)
    WHERE t.state = 'in_force' AND h.state = 'in_force' AND concerns(t, device) AND concerns(h, device)
  }
  AND NOT EXISTS {
    MATCH (i)-[:BEARS_ON|RAISES]->(r:Item)-[:ESTIMATES|CONTROLS]->(t:HazardousSituation)
      -[:ARISES_FROM]->(h:Hazard)
    WHERE r.state = 'in_force' AND t.state = 'in_force' AND h.state = 'in_force'
      AND concerns(r, device) AND concerns(t, device) AND concerns(h, device)
  }
OPTIONAL MATCH (i)-[:BEARS_ON|RAISES|USES]->(f:Item)
WITH DISTINCT i, device, f.key AS fact
ORDER BY device, i.key, fact
WITH i, device, collect(fact) AS facts
RETURN device, i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
