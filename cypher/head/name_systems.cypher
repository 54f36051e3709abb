// Remember the names of systems that sources have, as they were first written.
// params: systems
// returns:
MATCH (h:Head {id: 'head'})
SET h.systems = $systems
