// Controls, retired ones left out, without evidence in force of their implementation: a supporting use with
// that purpose, on the control or on a design item that implements it, whose evidence is neither past its
// date nor retracted. An appraisal is not asked for here; EVD-01 asks for it.
// title: Control not verified as implemented
// severity: blocker
// chain: hazard
// reference: ISO 14971 7.2; IEC 62304 7.3.3
// remedy: Link the requirement that implements the control, and its test result.
// needs: RiskControl
// subject: RiskControl
// cleared_by:
// waiver: yes
// uses: citable concerns data_of judged of_telling_kind supports used_for
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(m, RiskControl)
WITH m, device
WHERE coalesce(m.status, 'implemented') <> 'retired'
  AND NOT EXISTS {
    MATCH (m)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE supports(u) AND u.purpose = 'implementation' AND citable(e)
      AND of_telling_kind(u, e) AND used_for(u, device)
      AND data_of(e, device)
  }
  AND NOT EXISTS {
    MATCH (m)-[:IMPLEMENTED_BY]->(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE i.state = 'in_force' AND supports(u) AND u.purpose = 'implementation' AND citable(e)
      AND of_telling_kind(u, e)
      AND concerns(i, device) AND used_for(u, device) AND data_of(e, device)
  }
  AND NOT EXISTS {
    MATCH (m)<-[:IMPLEMENTS]-(i:DesignItem)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE i.state = 'in_force' AND supports(u) AND u.purpose = 'implementation' AND citable(e)
      AND of_telling_kind(u, e)
      AND concerns(i, device) AND used_for(u, device) AND data_of(e, device)
  }
WITH DISTINCT m, device
OPTIONAL MATCH (m)-[:IMPLEMENTED_BY]->(f:Item)
WITH DISTINCT m, device, f.key AS fact
ORDER BY device, m.key, fact
WITH m, device, collect(fact) AS facts
RETURN device, m.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
