// Those of some gaps that are open.
// params: ids
// returns: gap, device, rule, severity, subject, detail, revision, at, after
UNWIND $ids AS wanted
MATCH (o:OpenGap {gap: wanted})
RETURN o.gap AS gap, o.device AS device, o.rule AS rule, o.severity AS severity, o.subject AS subject,
  o.detail AS detail, o.revision AS revision, o.at AS at, o.after AS after
ORDER BY gap
