// A side-effect on which no conclusion is in force, neither on it nor on a device of its own.
// takes: f
// binds: bearer judged
// uses: unconcluded
unconcluded(f, 'side_effects_acceptable')
AND NOT EXISTS {
  MATCH (f)-[:IN_SCOPE]->(:Scope)<-[:IN_SCOPE]-(bearer:Device)<-[:ABOUT]-(judged:Conclusion)
  WHERE bearer.state = 'in_force' AND judged.state = 'in_force' AND judged.kind = 'side_effects_acceptable'
}
