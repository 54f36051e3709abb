// Name every type of relationship that a statement names, as `labels` does labels.
// params:
// returns:
CREATE (n:Item)
CREATE (n)-[:ABOUT]->(n), (n)-[:ADDRESSES]->(n), (n)-[:AFFECTS]->(n), (n)-[:ALSO_RESTS_ON]->(n),
  (n)-[:APPLIES_STANDARD]->(n), (n)-[:APPRAISES]->(n), (n)-[:ARISES_FROM]->(n),
  (n)-[:AWAITS]->(n), (n)-[:BEARS_ON]->(n), (n)-[:CITES]->(n), (n)-[:CITES_GAP]->(n),
  (n)-[:COMPARES]->(n), (n)-[:COMPARES_ELEMENT]->(n), (n)-[:COMPRISES]->(n),
  (n)-[:CONTAINS]->(n), (n)-[:CONTROLS]->(n), (n)-[:COVERS]->(n),
  (n)-[:COVERS_ELEMENT]->(n), (n)-[:CRITERION_FROM]->(n), (n)-[:DEPENDS_ON]->(n),
  (n)-[:DERIVED_FROM]->(n), (n)-[:DRAWS_ON]->(n),
  (n)-[:ESTIMATES]->(n), (n)-[:FOR_DEVICE]->(n), (n)-[:FOUND_BY]->(n),
  (n)-[:FREEZES]->(n), (n)-[:FULFILS]->(n), (n)-[:GENERATED_WITH]->(n),
  (n)-[:HAS_ELEMENT]->(n), (n)-[:IMPLEMENTED_BY]->(n), (n)-[:IMPLEMENTS]->(n),
  (n)-[:INTRODUCES]->(n), (n)-[:IN_SCOPE]->(n), (n)-[:JUDGED_BY]->(n),
  (n)-[:LEADS_TO]->(n), (n)-[:RAISES]->(n), (n)-[:RESTS_ON]->(n), (n)-[:SATISFIES]->(n),
  (n)-[:STATED_IN]->(n), (n)-[:SUCCEEDS]->(n), (n)-[:SUFFICES_FOR]->(n),
  (n)-[:TRIGGERED_IN]->(n), (n)-[:USES]->(n), (n)-[:WAIVES]->(n)
DETACH DELETE n
