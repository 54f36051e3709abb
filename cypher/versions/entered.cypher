// The versions of items that came into force before an instant, oldest first.
// params: keys before
// returns: key, no, at, interface_hash
UNWIND $keys AS wanted
MATCH (v:Version {key: wanted})
WHERE v.approved_at < $before
RETURN v.key AS key, v.no AS no, v.approved_at AS at, v.interface_hash AS interface_hash
ORDER BY key, no
