// Keep gaps as open, with when they opened.
// params: gaps
// returns:
UNWIND $gaps AS gap
CREATE (o:OpenGap {gap: gap.gap, device: gap.device, rule: gap.rule, severity: gap.severity,
  subject: gap.subject, detail: gap.detail, revision: gap.revision, at: gap.at, after: gap.after})
