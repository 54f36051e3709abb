// Evidence applies to a version of the device: it was generated with it, or the use says why it holds for it,
// signed.
// takes: u e version
// binds: studied
// uses: vouched
(vouched(u, version)
OR EXISTS { MATCH (e)-[:GENERATED_WITH]->(studied:DeviceVersion) WHERE studied.key = version })
