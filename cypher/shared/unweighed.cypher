// Nobody weighed benefit and risk for a device, by its scope.
// takes: scope
// binds: indicated weighed weighed_scope
NOT EXISTS {
  MATCH (weighed_scope:Scope)<-[:IN_SCOPE]-(indicated:IntendedUseElement)<-[:ABOUT]-(weighed:Conclusion)
  WHERE (scope = '*' OR weighed_scope.id = scope OR weighed_scope.id = '*') AND indicated.state = 'in_force'
    AND weighed.state = 'in_force' AND weighed.kind = 'benefit_risk'
}
