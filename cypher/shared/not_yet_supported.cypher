// Nobody has concluded whether a claim is supported.
// takes: k
// binds: claim_concluded
NOT EXISTS {
  MATCH (k)<-[:ABOUT]-(claim_concluded:Conclusion)
  WHERE claim_concluded.state = 'in_force' AND claim_concluded.kind = 'claim_supported'
}
