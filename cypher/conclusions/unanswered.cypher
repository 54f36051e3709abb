// One page of the conclusions that were signed, or taken back, past open reasons without a record that
// answers
// them, in the order of their keys.
// params: after size
// returns: key, kind, state, version
MATCH (c:Conclusion)
WHERE c.unanswered = true AND c.key > $after
RETURN c.key AS key, c.kind AS kind, c.state AS state, c.effective_no AS version
ORDER BY key
LIMIT $size
