// The hashes of versions, without their contents.
// params: ids
// returns: id, substantive_hash, interface_hash
UNWIND $ids AS wanted
MATCH (v:Version {id: wanted})
RETURN v.id AS id, v.substantive_hash AS substantive_hash, v.interface_hash AS interface_hash
ORDER BY id
