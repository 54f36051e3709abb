// Nobody has concluded on the equivalence of a comparator.
// takes: d
// binds: concluded
NOT EXISTS {
  MATCH (d)<-[:ABOUT]-(concluded:Conclusion)
  WHERE concluded.state = 'in_force' AND concluded.kind = 'equivalence'
}
