// Clinical evaluations of a device with a version on the market whose report is dated today or earlier and on
// which no conclusion in force is reached as a whole: a report ends in its conclusion. A conclusion of
// another device does not count.
// title: Clinical evaluation without its conclusion
// severity: blocker
// reference: MEDDEV 2.7/1 rev. 4, 10 and A9 (5); Regulation (EU) 2017/745 article 61(12) and Annex XIV
// remedy: Conclude on the evaluation as a whole, and have it signed.
// needs: Evaluation
// subject: Evaluation
// cleared_by:
// waiver: yes
// uses: concerns on_market
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near
CALL (device, near) {
  MATCH (sc:Scope)<-[:IN_SCOPE]-(v:Evaluation)
  WHERE sc.id IN near AND v.state = 'in_force' AND v.cer_date <= $today
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(n:DeviceVersion)
      WHERE s.id IN near AND on_market(n)
    }
    AND NOT EXISTS {
      MATCH (v)<-[:ABOUT]-(q:Conclusion)
      WHERE q.state = 'in_force' AND q.kind = 'cer_overall' AND concerns(q, device)
    }
  RETURN v.key AS subject
}
WITH DISTINCT device, subject
WHERE subject IS NOT NULL
RETURN device, subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
