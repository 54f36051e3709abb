// Items that carry an identifier which the outside world uses; an empty identifier matches nothing.
// params: doi pmid designation edition udi leaf
// returns: key, type, state, effective_no, by
CALL () {
  MATCH (i:Evidence)
  WHERE $doi <> '' AND i.doi_normal = $doi
  RETURN i.key AS found, 'doi' AS by
  UNION
  MATCH (i:Evidence)
  WHERE $pmid <> '' AND i.pmid_normal = $pmid
  RETURN i.key AS found, 'pmid' AS by
  UNION
  MATCH (i:Standard)
  WHERE $designation <> '' AND i.designation_normal = $designation
    AND ($edition = '' OR coalesce(i.edition_normal, '') IN ['', $edition])
  RETURN i.key AS found, 'designation' AS by
  UNION
  MATCH (i:Device)
  WHERE $udi <> '' AND i.udi_normal = $udi
  RETURN i.key AS found, 'udi' AS by
  UNION
  MATCH (i:ComparatorDevice)
  WHERE $udi <> '' AND i.udi_normal = $udi
  RETURN i.key AS found, 'udi' AS by
  UNION
  MATCH (i:Requirement)
  WHERE $leaf <> '' AND i.leaf_normal = $leaf
  RETURN i.key AS found, 'requirement_id' AS by
}
WITH found, by
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
RETURN i.key AS key, i.type AS type, i.state AS state, i.effective_no AS effective_no, by
ORDER BY key, by
