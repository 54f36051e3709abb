// Those of some elements in force that name users who act on the output without support of specialists.
// params: keys
// returns: key
UNWIND $keys AS wanted
MATCH (x:Item {key: wanted})
WHERE x.type = 'IntendedUseElement' AND x.state = 'in_force' AND x.lay_users = 'without_specialist_support'
  AND (x.included IS NULL OR x.included = true)
RETURN x.key AS key
ORDER BY key
