// No conclusion on a pillar of a claim takes a use up: on its pillar none is in force. One that names no
// pillar is left to the claim where it is pivotal and contradicts nothing, or no pillar is concluded on.
// takes: k u
// binds: taking
NOT EXISTS {
  MATCH (k)<-[:ABOUT]-(taking:Conclusion)
  WHERE taking.state = 'in_force' AND taking.kind IN ['pillar_vca', 'pillar_av', 'pillar_cv']
    AND (taking.kind = 'pillar_' + u.pillar
      OR (u.pillar IS NULL
        AND (coalesce(u.role, 'supportive') <> 'pivotal'
          OR coalesce(u.direction, 'supports') = 'contradicts')))
}
