// No conclusion on any pillar of a claim is in force.
// takes: k
// binds: pillar_concluded
NOT EXISTS {
  MATCH (k)<-[:ABOUT]-(pillar_concluded:Conclusion)
  WHERE pillar_concluded.state = 'in_force'
    AND pillar_concluded.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
}
