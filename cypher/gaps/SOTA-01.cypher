// Devices without a state of the art in force (detail empty), and each state of the art of a
// device without a signed conclusion on it (the detail).
// title: State of the art not defined
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 8.2, A7.2e and A9.3
// remedy: Define alternatives, benchmarks and acceptance criteria from literature, and conclude
//   on them.
// needs: Device
// subject: Device
// cleared_by: sota_established
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
CALL (d) {
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(k:StateOfTheArt)
    WHERE (s.id = d.key OR s.id = '*') AND k.state = 'in_force'
  }
  RETURN '' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(k:StateOfTheArt)
  WHERE (s.id = d.key OR s.id = '*') AND k.state = 'in_force'
    AND NOT EXISTS {
      MATCH (k)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'sota_established' AND concerns(q, d.key)
    }
  RETURN k.key AS detail
}
WITH DISTINCT d.key AS subject, detail
RETURN subject AS device, subject, detail, '' AS severity, CASE WHEN detail = ''
  THEN [] ELSE [detail] END AS facts
ORDER BY device, subject, detail
