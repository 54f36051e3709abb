// The gaps that are open, of all devices and of none.
// params:
// returns: gap, device, rule, severity, subject, detail, revision, at, after
MATCH (o:OpenGap)
RETURN o.gap AS gap, o.device AS device, o.rule AS rule, o.severity AS severity, o.subject AS subject,
  o.detail AS detail, o.revision AS revision, o.at AS at, o.after AS after
ORDER BY gap
