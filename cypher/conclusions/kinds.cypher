// Those of these kinds of which there is a conclusion.
// params: kinds
// returns: kind
UNWIND $kinds AS wanted
WITH wanted
WHERE EXISTS { MATCH (c:Conclusion {kind: wanted}) }
RETURN wanted AS kind
ORDER BY kind
