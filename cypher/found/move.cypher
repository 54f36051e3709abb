// Store up to where what rules found is stored.
// params: device mark
// returns:
MERGE (m:FoundMark {device: $device})
SET m = $mark
