// One page of items in the order of their keys; empty filters let everything pass.
// params: type state text sources after size
// returns: key, id, type, title, state, latest_no,
//   effective_no, content_hash, substantive_hash, interface_hash, changed, source, source_version, status,
//   stale_from, suspect_from, overdue_from, withdrawn_reason
MATCH (i:Item)
WHERE i.key > $after
  AND ($type = '' OR i.type = $type)
  AND ($state = '' OR i.state = $state)
  AND ($text = '' OR i.search CONTAINS $text)
WITH *
WHERE size($sources) = 0 OR any(source IN $sources WHERE i.source STARTS WITH source)
RETURN i.key AS key, i.id AS id, i.type AS type, i.title AS title, i.state AS state, i.latest_no AS latest_no,
  i.effective_no AS effective_no, i.content_hash AS content_hash, i.substantive_hash AS substantive_hash,
  i.interface_hash AS interface_hash, i.changed AS changed, i.source AS source,
  i.source_version AS source_version, i.status AS status,
  i.stale_from AS stale_from, i.suspect_from AS suspect_from, i.overdue_from AS overdue_from,
  i.withdrawn_reason AS withdrawn_reason
ORDER BY key
LIMIT $size
