// Nobody has concluded whether a risk is acceptable, nor on another estimate of the same harm in the same
// situation that is there as seen from the device.
// takes: r device
// binds: harm_of other_estimate judging_other situation_of
// uses: concerns unconcluded
unconcluded(r, 'risk_acceptable')
AND NOT EXISTS {
  MATCH (r)-[:ESTIMATES]->(harm_of:Harm)<-[:ESTIMATES]-(other_estimate:Risk)
    <-[:ABOUT]-(judging_other:Conclusion)
  MATCH (r)-[:ESTIMATES]->(situation_of:HazardousSituation)<-[:ESTIMATES]-(other_estimate)
  WHERE other_estimate.state = 'in_force' AND judging_other.state = 'in_force'
    AND judging_other.kind = 'risk_acceptable' AND concerns(other_estimate, device)
}
