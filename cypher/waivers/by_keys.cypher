// Justified gaps by their keys, each with the item whose gap it justifies; one that names no gap has neither.
// params: keys
// returns: key, gap, rule, subject, detail, devices, version, state, rationale, compensating_measure,
//   expires_at, valid_until, withdrawn_reason, meanings, signed_by, signed_at, pinned
UNWIND $keys AS wanted
MATCH (j:Item {key: wanted})
WHERE j.type = 'JustifiedGap'
OPTIONAL MATCH (j)-[:WAIVES]->(s:Item)
OPTIONAL MATCH (j)-[:IN_SCOPE]->(sc:Scope)
WHERE sc.id <> '*'
WITH j, s, sc.id AS device
ORDER BY j.key, s.key, device
WITH j, s, collect(device) AS devices
RETURN j.key AS key, coalesce(j.gap_id, '') AS gap, coalesce(j.rule_id, '') AS rule,
  coalesce(s.key, '') AS subject, coalesce(j.detail, '') AS detail, devices,
  j.effective_no AS version, j.state AS state,
  j.rationale AS rationale, j.compensating_measure AS compensating_measure, j.expires_at AS expires_at,
  j.valid_until AS valid_until, j.withdrawn_reason AS withdrawn_reason, j.signature_meanings AS meanings,
  j.signed_by AS signed_by, j.signed_at AS signed_at, j.pinned AS pinned
ORDER BY key, subject
