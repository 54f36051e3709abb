// All devices in force.
// params:
// returns: key
MATCH (d:Device)
WHERE d.state = 'in_force'
RETURN d.key AS key
ORDER BY key
