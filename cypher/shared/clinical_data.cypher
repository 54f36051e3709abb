// Evidence of a use is clinical data on the device, or on one whose equivalence is demonstrated.
// takes: u e t
// binds: through origin equal
// uses: clinical_kind of_equivalent_device
clinical_kind(u, e, t)
AND ((NOT of_equivalent_device(u, e)
    AND (EXISTS { MATCH (e)-[:GENERATED_WITH]->(origin:DeviceVersion) WHERE origin.state <> 'withdrawn' }
      OR NOT EXISTS {
        MATCH (e)-[:GENERATED_WITH]->(origin:ComparatorDevice)
        WHERE origin.state <> 'withdrawn'
      }))
  OR (EXISTS {
      MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
      WHERE origin.state = 'in_force'
    }
    AND NOT EXISTS {
      MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
      WHERE NOT EXISTS {
        MATCH (origin)<-[:ABOUT]-(equal:Conclusion)
        WHERE origin.state = 'in_force' AND equal.state = 'in_force' AND equal.kind = 'equivalence'
          AND equal.verdict = 'demonstrated'
      }
    }))
