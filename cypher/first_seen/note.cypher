// Note that gaps are listed for the first time.
// params: sightings
// returns:
UNWIND $sightings AS sighting
CREATE (s:GapSeen {id: sighting.id, revision: sighting.revision, at: sighting.at, hash: sighting.hash})
