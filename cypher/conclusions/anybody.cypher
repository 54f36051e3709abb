// One person who is on record.
// params:
// returns: key
MATCH (p:Person)
WHERE p.state = 'in_force'
RETURN p.key AS key
ORDER BY key
LIMIT 1
