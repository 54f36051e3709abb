// No conclusion of a kind on an item is in force.
// takes: i kind
// binds: concluded
NOT EXISTS {
  MATCH (i)<-[:ABOUT]-(concluded:Conclusion)
  WHERE concluded.state = 'in_force' AND concluded.kind = kind
}
