// Conclusions in force that name versions of a device and not the device, while another version of it is on
// the market (the detail) for which nobody concludes the same of the same item. What is made for other
// versions alone, such as a claim that names its versions, is not asked; nor is the significance of a change.
// A conclusion is judged for the devices that it names.
// title: Conclusion made for other versions than the one on the market
// severity: blocker
// severity_context: major for a conclusion on information materials, on the need of follow-up, or that a
//   requirement does not apply
// reference: MDCG 2020-1 4.4; MEDDEV 2.7/1 rev. 4, 6.2.3, 10.2 and A7.3
// remedy: Conclude for this version as well, or say that it is not on the market.
// needs: Conclusion DeviceVersion
// subject: Conclusion
// cleared_by: any
// waiver: yes
// uses: concerns conclusions_judged for_version on_market
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  conclusions_judged()
}
WITH concluded, device
WHERE concluded IS NOT NULL
MATCH (q:Item {key: concluded})-[:FOR_DEVICE]->(n:DeviceVersion)-[:IN_SCOPE]->(s:Scope)
WHERE s.id IN [device, '*'] AND q.kind <> 'change_significance'
WITH DISTINCT q, device
MATCH (q)-[:ABOUT]->(t:Item)
MATCH (o:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE t.state = 'in_force' AND o.id IN [device, '*'] AND on_market(v)
WITH DISTINCT q, device, t, v
WHERE NOT for_version(q, v, device) AND for_version(t, v, device)
  AND NOT EXISTS {
    MATCH (t)<-[:ABOUT]-(p:Conclusion)
    WHERE p.state = 'in_force' AND p.kind = q.kind AND concerns(p, device)
    WITH *
    WHERE for_version(p, v, device)
    RETURN 1 AS one
  }
RETURN DISTINCT device, q.key AS subject, v.key AS detail,
  CASE WHEN q.kind IN ['information_consistent', 'pmcf_need', 'requirement_not_applicable']
  THEN 'major' ELSE '' END AS severity, [v.key] AS facts
ORDER BY device, subject, detail
