// Evidence of a use is of the device, of nobody in particular, or of a device whose equivalence is
// demonstrated. A review is of what it draws on, itself or through other reviews: one that draws on papers
// of other devices, or on no clinical data, alone is none.
// takes: u e
// binds: paper through origin own_version equal compared_step
// uses: of_equivalent_device
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
    }
    RETURN 1 AS one
  }))
