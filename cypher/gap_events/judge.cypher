// Say up to where the gaps of a device, or of all, were compared with the history.
// params: device mark
// returns:
MERGE (j:GapsJudged {device: $device})
SET j = $mark
