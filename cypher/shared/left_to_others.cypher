// Items x in force of a type that name other versions of a device, while nothing of that type answers for the
// version v.
// takes: x Kind v device
// binds: named named_scope answering answering_scope
// uses: for_version
MATCH (named_scope:Scope)<-[:IN_SCOPE]-(named:DeviceVersion)<-[:FOR_DEVICE]-(x:Kind)
WHERE named_scope.id IN [device, '*'] AND x.state = 'in_force'
  AND NOT EXISTS {
    MATCH (answering_scope:Scope)<-[:IN_SCOPE]-(answering:Kind)
    WHERE answering_scope.id IN [device, '*'] AND answering.state = 'in_force'
    WITH *
    WHERE for_version(answering, v, device)
    RETURN 1 AS one
  }
