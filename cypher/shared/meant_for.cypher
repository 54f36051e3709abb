// What is an answer of one device by its nature, such as a record of compliance, answers for a device that it
// names. Where it names none, it answers only if it can be of no other: if what it is about, t, names that
// device alone, or names none in a file of that one device.
// takes: x t device
// binds: own_scope about_scope rival
EXISTS {
  MATCH (x)-[:IN_SCOPE]->(own_scope:Scope)
  WHERE own_scope.id IN [device, '*']
  WITH *
  WHERE own_scope.id = device
    OR NOT EXISTS {
      MATCH (t)-[:IN_SCOPE]->(about_scope:Scope)
      WHERE about_scope.id <> device
      WITH *
      WHERE about_scope.id <> '*'
        OR EXISTS { MATCH (rival:Device) WHERE rival.state = 'in_force' AND rival.key <> device }
      RETURN 1 AS one
    }
  RETURN 1 AS one
}
