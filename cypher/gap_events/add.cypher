// Add events to the history of gaps.
// params: events
// returns:
UNWIND $events AS event
CREATE (e:GapEvent {number: event.number, kind: event.kind, gap: event.gap, rule: event.rule,
  severity: event.severity, was: event.was, device: event.device, subject: event.subject,
  detail: event.detail, revision: event.revision, at: event.at, after: event.after,
  because: event.because, hash: event.hash})
