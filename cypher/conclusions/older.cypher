// One conclusion that was signed and last changed before a revision.
// params: revision
// returns: key
MATCH (c:Conclusion)
WHERE c.effective_no > 0 AND c.changed < $revision
RETURN c.key AS key
ORDER BY key
LIMIT 1
