// Up to where gaps were compared with the history, as it is stored.
// params:
// returns: device, properties
MATCH (j:GapsJudged)
RETURN j.device AS device, properties(j) AS properties
ORDER BY device
