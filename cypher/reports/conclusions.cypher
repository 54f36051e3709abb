// The signed conclusions on the pillars of claims, and on claims as a whole, with what is cached of their
// status.
// params: keys
// returns: claim, key, kind, verdict, conditions, status, reasons,
//   stale_from, suspect_from, overdue_from, version
UNWIND $keys AS wanted
MATCH (k:Item {key: wanted})<-[:ABOUT]-(c:Conclusion)
WHERE c.state = 'in_force' AND c.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv', 'claim_supported']
RETURN k.key AS claim, c.key AS key, c.kind AS kind, c.verdict AS verdict, c.conditions AS conditions,
  c.status AS status,
  c.reasons AS reasons, c.stale_from AS stale_from, c.suspect_from AS suspect_from,
    c.overdue_from AS overdue_from, c.effective_no AS version
ORDER BY claim, key
