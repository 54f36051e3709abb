// A risk control that is there and works for a device as far as anybody knows: in force, implemented, and not
// concluded for it to be without effect.
// takes: m device
// binds: failed
// uses: concerns
m.state = 'in_force' AND coalesce(m.status, 'implemented') = 'implemented'
AND NOT EXISTS {
  MATCH (m)<-[:ABOUT]-(failed:Conclusion)
  WHERE failed.state = 'in_force' AND failed.kind = 'control_effective' AND failed.verdict = 'not_effective'
    AND concerns(failed, device)
}
