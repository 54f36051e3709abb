// Nobody concludes on an item, or on the risk that it is part of: nobody would hear what is told of it.
// Side-effects and open questions are concluded on for the device.
// takes: t device
// binds: direct estimated controlled triggered whole
NOT EXISTS { MATCH (t)<-[:ABOUT]-(direct:Conclusion) WHERE direct.state = 'in_force' }
AND NOT EXISTS {
  MATCH (t)<-[:ESTIMATES]-(estimated:Risk)<-[:ABOUT]-(direct:Conclusion)
  WHERE estimated.state = 'in_force' AND direct.state = 'in_force'
}
AND NOT EXISTS {
  MATCH (t)-[:CONTROLS]->(controlled:HazardousSituation)<-[:ESTIMATES]-(estimated:Risk)
    <-[:ABOUT]-(direct:Conclusion)
  WHERE controlled.state = 'in_force' AND estimated.state = 'in_force' AND direct.state = 'in_force'
}
AND NOT EXISTS {
  MATCH (t)<-[:TRIGGERED_IN]-(triggered:HazardousSituation)<-[:ESTIMATES]-(estimated:Risk)
    <-[:ABOUT]-(direct:Conclusion)
  WHERE triggered.state = 'in_force' AND estimated.state = 'in_force' AND direct.state = 'in_force'
}
AND NOT EXISTS {
  MATCH (device)<-[:ABOUT]-(whole:Conclusion)
  WHERE whole.state = 'in_force'
    AND ((t.type = 'SideEffect' AND whole.kind = 'side_effects_acceptable')
    OR (t.type = 'ResidualUncertainty' AND whole.kind = 'pmcf_need'))
}
