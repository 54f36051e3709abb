// All conclusions that are or were signed, in the order of their keys.
// params:
// returns: key
MATCH (c:Conclusion)
WHERE c.effective_no > 0
RETURN c.key AS key
ORDER BY key
