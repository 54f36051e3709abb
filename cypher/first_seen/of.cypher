// When gaps were first listed, as releases before kept it; those that never were give no row.
// params: ids
// returns: id, revision, at
UNWIND $ids AS wanted
MATCH (s:GapSeen {id: wanted})
RETURN s.id AS id, s.revision AS revision, s.at AS at
ORDER BY id
