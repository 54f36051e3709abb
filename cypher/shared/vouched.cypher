// A use says why its data hold for a version of the device, and that is signed: for the versions that it
// names; where it names none, for those that were there when it was signed, or had been released by then.
// Where no version is asked for, any will do.
// takes: u version
// binds: meant known
(coalesce(u.applicability_justification, '') <> '' AND u.signed_by IS NOT NULL
AND (version = ''
  OR EXISTS { MATCH (u)-[:FOR_DEVICE]->(meant:DeviceVersion) WHERE meant.key = version }
  OR (NOT EXISTS { MATCH (u)-[:FOR_DEVICE]->(meant:DeviceVersion) }
    AND (coalesce(version, '') IN coalesce(u.signed_for, [])
      OR EXISTS {
        MATCH (known:DeviceVersion)
        WHERE known.key = version AND known.released_at <= substring(u.signed_at, 0, 10)
      }))))
