// Nobody has concluded whether a risk control is effective.
// takes: k
// binds: control_concluded
NOT EXISTS {
  MATCH (k)<-[:ABOUT]-(control_concluded:Conclusion)
  WHERE control_concluded.state = 'in_force' AND control_concluded.kind = 'control_effective'
}
