// Find each FoundPart by its device.
// params:
// returns:
CREATE INDEX found_part_device IF NOT EXISTS FOR (n:FoundPart) ON (n.device)
