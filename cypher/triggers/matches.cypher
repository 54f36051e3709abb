// Items that carry an identifier which the outside world uses; an empty identifier matches nothing.
// params: doi pmid designation udi catalogue requirement_id
// returns: key, type, state, effective_no, by
CALL () {
  MATCH (i:Evidence)
  WHERE $doi <> '' AND i.doi_normal = $doi
  RETURN i.key AS found, 'doi' AS by
  UNION
  MATCH (i:Evidence)
  WHERE $pmid <> '' AND i.pmid = $pmid
  RETURN i.key AS found, 'pmid' AS by
  UNION
  MATCH (i:Standard)
  WHERE $designation <> '' AND i.designation_normal = $designation
  RETURN i.key AS found, 'designation' AS by
  UNION
  MATCH (i:Device)
  WHERE $udi <> '' AND i.basic_udi_di = $udi
  RETURN i.key AS found, 'udi' AS by
  UNION
  MATCH (i:ComparatorDevice)
  WHERE $udi <> '' AND i.basic_udi_di = $udi
  RETURN i.key AS found, 'udi' AS by
  UNION
  MATCH (i:Requirement)
  WHERE $requirement_id <> '' AND i.requirement_id = $requirement_id
    AND coalesce(i.catalogue, '') = $catalogue
  RETURN i.key AS found, 'requirement_id' AS by
}
WITH found, by
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
RETURN i.key AS key, i.type AS type, i.state AS state, i.effective_no AS effective_no, by
ORDER BY key, by
