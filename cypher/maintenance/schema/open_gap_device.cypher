// Find the open gaps of a device.
// params:
// returns:
CREATE INDEX open_gap_device IF NOT EXISTS FOR (n:OpenGap) ON (n.device)
