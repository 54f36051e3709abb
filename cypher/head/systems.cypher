// The names of systems that sources have, as they were first written.
// params:
// returns: systems
MATCH (h:Head {id: 'head'})
RETURN coalesce(h.systems, []) AS systems
ORDER BY systems
