// Estimates of a risk that say less than what they are of: a severity below that of the worst harm which the
// risk estimates, or, where it names none, to which its situation leads (the detail is the harm); and
// residual estimates above the initial one of the same situation and harm, in severity, probability, level
// or acceptability (the detail is that estimate): a control makes no risk worse. The same for residual
// estimates that became acceptable with nothing lower than in the initial one, where no criteria judge them.
// And residual estimates that rate nothing and leave open whether the risk is acceptable (blank), whatever
// was concluded on them.
// title: Estimate below what it is of
// severity: major
// reference: ISO 14971:2019, 5.5, 7.2 and 7.3; essential requirement 2; GSPR 3 and 4
// remedy: Estimate anew; or say why the harm is less severe here, or what made the risk grow, or acceptable.
// needs: Risk
// subject: Risk
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  judged(r, Risk)
  WITH r, device
  MATCH (r)-[:ESTIMATES]->(m:Harm)
  WHERE m.state = 'in_force' AND m.severity > r.severity
  RETURN device, r.key AS risk, m.key AS detail
  UNION
  judged(r, Risk)
  WITH r, device
  MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)-[:LEADS_TO]->(m:Harm)
  WHERE t.state = 'in_force' AND m.state = 'in_force'
    AND m.severity > r.severity
    AND NOT EXISTS { MATCH (r)-[:ESTIMATES]->(x:Harm) WHERE x.state = 'in_force' }
  RETURN device, r.key AS risk, m.key AS detail
  UNION
  judged(r, Risk)
  WITH r, device
  MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:ESTIMATES]-(i:Risk)
  WHERE r.stage = 'residual' AND t.state = 'in_force'
    AND i.state = 'in_force' AND concerns(i, device) AND i.stage = 'initial'
      AND coalesce(i.scheme, 'iso14971') =
    coalesce(r.scheme, 'iso14971')
    AND (r.severity > i.severity OR r.p > i.p OR r.p1 > i.p1 OR r.p2 > i.p2 OR r.level > i.level
      OR (r.acceptability = 'not_acceptable' AND i.acceptability = 'acceptable'))
    AND NOT EXISTS {
      MATCH (r)-[:ESTIMATES]->(m:Harm)
      WHERE m.state = 'in_force' AND NOT EXISTS { MATCH (i)-[:ESTIMATES]->(o:Harm) WHERE o.key = m.key }
    }
    AND NOT EXISTS {
      MATCH (i)-[:ESTIMATES]->(m:Harm)
      WHERE m.state = 'in_force' AND NOT EXISTS { MATCH (r)-[:ESTIMATES]->(o:Harm) WHERE o.key = m.key }
    }
  RETURN device, r.key AS risk, i.key AS detail
  UNION
  judged(r, Risk)
  WITH r, device
  MATCH (r)-[:ESTIMATES]->(t:HazardousSituation)<-[:ESTIMATES]-(i:Risk)
  WHERE r.stage = 'residual' AND r.acceptability = 'acceptable' AND t.state = 'in_force'
    AND i.state = 'in_force' AND concerns(i, device) AND i.stage = 'initial'
    AND i.acceptability = 'not_acceptable'
    AND coalesce(i.scheme, 'iso14971') = coalesce(r.scheme, 'iso14971')
    AND (r.p = i.p OR r.p1 = i.p1 OR r.p2 = i.p2 OR r.level = i.level)
    AND coalesce(r.severity, i.severity, 0) >= coalesce(i.severity, 0)
    AND coalesce(r.p, i.p, 0) >= coalesce(i.p, 0) AND coalesce(r.p1, i.p1, 0) >= coalesce(i.p1, 0)
    AND coalesce(r.p2, i.p2, 0) >= coalesce(i.p2, 0) AND coalesce(r.level, i.level, 0) >= coalesce(i.level, 0)
    AND NOT EXISTS {
      MATCH (r)-[:ESTIMATES]->(m:Harm)
      WHERE m.state = 'in_force' AND NOT EXISTS { MATCH (i)-[:ESTIMATES]->(o:Harm) WHERE o.key = m.key }
    }
    AND NOT EXISTS {
      MATCH (i)-[:ESTIMATES]->(m:Harm)
      WHERE m.state = 'in_force' AND NOT EXISTS { MATCH (r)-[:ESTIMATES]->(o:Harm) WHERE o.key = m.key }
    }
    AND NOT EXISTS {
      MATCH (r)-[:JUDGED_BY]->(c:RiskCriteria)
      WHERE c.state = 'in_force' AND coalesce(c.scheme, 'iso14971') = coalesce(r.scheme, 'iso14971')
        AND concerns(c, device)
    }
  RETURN device, r.key AS risk, i.key AS detail
  UNION
  judged(r, Risk)
  WITH r, device
  WHERE r.stage = 'residual' AND r.severity IS NULL AND r.p IS NULL AND r.p1 IS NULL AND r.p2 IS NULL
    AND r.level IS NULL AND coalesce(r.acceptability, '') = ''
  RETURN device, r.key AS risk, 'blank' AS detail
}
WITH DISTINCT device, risk AS subject, detail
WHERE subject IS NOT NULL
RETURN device, subject, detail, '' AS severity, CASE WHEN detail = 'blank' THEN [] ELSE [detail] END AS facts
ORDER BY device, subject, detail
