// Keep open gaps with another severity.
// params: gaps
// returns:
UNWIND $gaps AS gap
MATCH (o:OpenGap {gap: gap.gap})
SET o.severity = gap.severity
