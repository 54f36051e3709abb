// Versions on the market for which nothing is in force of what is there for other versions of it alone: a
// clinical evaluation (detail evaluation), a hazard (hazard), instructions or a label (information), an
// intended purpose (intended_purpose), a plan for surveillance (plan), a regulatory profile (profile), a
// benefit (benefit), a periodic report on the latest time of which there is one, where the version was sold
// in it (report); a control or the estimate of a residual risk of a hazardous situation, or a record of a
// requirement (the detail is that situation or requirement); instructions or a design that implement a
// control (the detail). What names a version answers for that version; what names the device, or no version
// of it, for all. Claims are left to CLM-16, conclusions to CON-13.
// title: Version on the market that is left out
// severity: blocker
// severity_context: major for a benefit or a report
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4, A3; ISO 14971:2019, 5.4 and 7.1; Regulation (EU) 2017/745
//   articles 10 and 83
// remedy: Say in what there is that it holds for this version, or record what does.
// needs: DeviceVersion
// subject: DeviceVersion
// cleared_by:
// waiver: yes
// uses: concerns for_version judged left_to_others on_market
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d, device
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND on_market(v)
WITH DISTINCT device, v
CALL (device, v) {
  left_to_others(x, Evaluation, v, device)
  RETURN 'evaluation' AS detail, x.key AS left_to
  UNION
  left_to_others(x, Hazard, v, device)
  RETURN 'hazard' AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:InformationMaterial)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND x.kind IN ['ifu', 'label']
    AND NOT EXISTS {
      MATCH (p:Scope)<-[:IN_SCOPE]-(y:InformationMaterial)
      WHERE p.id IN [device, '*'] AND y.state = 'in_force' AND y.kind IN ['ifu', 'label']
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
  RETURN 'information' AS detail, x.key AS left_to
  UNION
  left_to_others(x, IntendedPurpose, v, device)
  RETURN 'intended_purpose' AS detail, x.key AS left_to
  UNION
  left_to_others(x, PmsPlan, v, device)
  RETURN 'plan' AS detail, x.key AS left_to
  UNION
  left_to_others(x, RegulatoryProfile, v, device)
  RETURN 'profile' AS detail, x.key AS left_to
  UNION
  left_to_others(x, Benefit, v, device)
  RETURN 'benefit' AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:PmsReport)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND x.kind IN ['pmsr', 'psur']
    AND coalesce(v.released_at, '') <= x.period_to
    AND NOT EXISTS {
      MATCH (p:Scope)<-[:IN_SCOPE]-(y:PmsReport)
      WHERE p.id IN [device, '*'] AND y.state = 'in_force' AND y.kind IN ['pmsr', 'psur']
        AND y.period_to >= x.period_to
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
  RETURN 'report' AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:RiskControl)
  MATCH (x)-[:CONTROLS]->(t:HazardousSituation)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND t.state = 'in_force' AND concerns(t, device)
    AND coalesce(x.status, 'implemented') <> 'retired'
  WITH v, device, x, t
  WHERE for_version(t, v, device)
    AND NOT EXISTS {
      MATCH (t)<-[:CONTROLS]-(y:RiskControl)
      WHERE y.state = 'in_force' AND concerns(y, device) AND coalesce(y.status, 'implemented') <> 'retired'
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
  RETURN t.key AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:Item)<-[:IMPLEMENTED_BY]-(t:RiskControl)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND t.state = 'in_force' AND concerns(t, device)
    AND coalesce(t.status, 'implemented') <> 'retired'
  WITH v, device, x, t
  WHERE for_version(t, v, device)
    AND NOT EXISTS {
      MATCH (t)-[:IMPLEMENTED_BY]->(y:Item)
      WHERE y.state = 'in_force' AND concerns(y, device)
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
    AND NOT EXISTS {
      MATCH (t)<-[:IMPLEMENTS]-(z:DesignItem)
      WHERE z.state = 'in_force' AND concerns(z, device)
      WITH *
      WHERE for_version(z, v, device)
      RETURN 1 AS one
    }
  RETURN t.key AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:ComplianceRecord)
  MATCH (x)-[:SATISFIES]->(t:Requirement)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND t.state = 'in_force' AND concerns(t, device)
  WITH v, device, x, t
  WHERE for_version(t, v, device)
    AND NOT EXISTS {
      MATCH (t)<-[:SATISFIES]-(y:ComplianceRecord)
      WHERE y.state = 'in_force' AND concerns(y, device)
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
  RETURN t.key AS detail, x.key AS left_to
  UNION
  MATCH (o:Scope)<-[:IN_SCOPE]-(w:DeviceVersion)<-[:FOR_DEVICE]-(x:Risk)
  MATCH (x)-[:ESTIMATES]->(t:HazardousSituation)
  WHERE o.id IN [device, '*'] AND x.state = 'in_force' AND t.state = 'in_force' AND concerns(t, device)
    AND x.stage = 'residual'
  WITH v, device, x, t
  WHERE for_version(t, v, device)
    AND NOT EXISTS {
      MATCH (t)<-[:ESTIMATES]-(y:Risk)
      WHERE y.state = 'in_force' AND concerns(y, device) AND y.stage = 'residual'
      WITH *
      WHERE for_version(y, v, device)
      RETURN 1 AS one
    }
  RETURN t.key AS detail, x.key AS left_to
}
WITH DISTINCT device, v, detail, left_to
WHERE detail IS NOT NULL
WITH DISTINCT device, v.key AS subject, detail, left_to
ORDER BY device, subject, detail, left_to
WITH device, subject, detail, collect(left_to) AS facts
RETURN device, subject, detail,
  CASE WHEN detail IN ['benefit', 'report'] THEN 'major' ELSE '' END AS severity, facts
ORDER BY device, subject, detail
