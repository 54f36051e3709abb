// Up to where, on which day and by which rules the gaps of devices, or of all, were last compared with the
// history.
// params: devices
// returns: device, revision, day, rules
MATCH (j:GapsJudged)
WHERE j.device IN $devices
RETURN j.device AS device, j.revision AS revision, j.day AS day, j.rules AS rules
ORDER BY device
