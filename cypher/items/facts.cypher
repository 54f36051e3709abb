// What the rules of staleness need to know of items now.
// params: keys
// returns: key, type, state, version, interface_hash, substantive_hash, withdrawn_reason, title,
//   role, direction, pillar, kind, verdict, status, valid_until, next_review_due, appraised_hash,
//   assessment_status,
//   expires_at, ends, reinstated_no, loaded_no, released_at, last_placed_at
UNWIND $keys AS wanted
MATCH (i:Item {key: wanted})
RETURN i.key AS key, i.type AS type, i.state AS state, i.effective_no AS version,
  i.interface_hash AS interface_hash,
  i.substantive_hash AS substantive_hash, i.withdrawn_reason AS withdrawn_reason, i.title AS title,
  i.role AS role, i.direction AS direction, i.pillar AS pillar, i.kind AS kind, i.verdict AS verdict,
    i.status AS status,
  i.valid_until AS valid_until, i.next_review_due AS next_review_due, i.appraised_hash AS appraised_hash,
  i.assessment_status AS assessment_status, i.expires_at AS expires_at, i.end AS ends,
  i.reinstated_no AS reinstated_no, i.loaded_no AS loaded_no, i.released_at AS released_at,
  i.last_placed_at AS last_placed_at
ORDER BY key
