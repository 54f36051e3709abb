// Find the events of a gap by its id.
// params:
// returns:
CREATE INDEX gap_event_gap IF NOT EXISTS FOR (n:GapEvent) ON (n.gap)
