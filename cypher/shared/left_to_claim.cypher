// No conclusion on a pillar of a claim takes a use up: on its pillar none is in force, and where it names no
// pillar, on none at all.
// takes: k u
// binds: taking
NOT EXISTS {
  MATCH (k)<-[:ABOUT]-(taking:Conclusion)
  WHERE taking.state = 'in_force' AND taking.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
    AND (u.pillar IS NULL OR taking.kind = 'pillar_' + u.pillar)
}
