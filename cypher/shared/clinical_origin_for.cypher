// As `clinical_origin`, where the equivalence is demonstrated for the device that is asked for.
// takes: u e device
// binds: paper through origin own_version equal compared_step equal_step
// uses: meant_for of_equivalent_device
(EXISTS {
  MATCH (e)
  WHERE NOT of_equivalent_device(u, e)
    AND NOT EXISTS {
      MATCH (e)
      WHERE e.draws = true
        AND NOT EXISTS {
          MATCH (e)-[:DRAWS_ON*1..3]->(paper:Evidence)
          WHERE paper.secondhand IS NULL
        }
    }
    AND NOT EXISTS {
      MATCH (e)-[:GENERATED_WITH]->(origin:ComparatorDevice)
      WHERE origin.state <> 'withdrawn'
        AND NOT EXISTS {
          MATCH (e)-[:GENERATED_WITH]->(own_version:DeviceVersion)
          WHERE own_version.state <> 'withdrawn'
        }
    }
}
OR (EXISTS {
    MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
    WHERE origin.state = 'in_force'
  }
  AND NOT EXISTS {
    MATCH (u)-[:USES|BEARS_ON]->(through:Item)-[:GENERATED_WITH|COMPARES]->(origin:ComparatorDevice)
    WITH *, 1 AS compared_step
    WHERE NOT EXISTS {
      MATCH (origin)<-[:ABOUT]-(equal:Conclusion)
      WHERE origin.state = 'in_force' AND equal.state = 'in_force' AND equal.kind = 'equivalence'
        AND equal.verdict = 'demonstrated'
      WITH *, 1 AS equal_step
      WHERE meant_for(equal, origin, device)
      RETURN 1 AS one
    }
    RETURN 1 AS one
  }))
