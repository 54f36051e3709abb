// Benefits, and uses that do not contradict, that rely on a surrogate endpoint without saying why it is
// valid. A use is judged for the devices that it names; one that names none, for those of what it bears on
// and of its evidence; one with neither, for every device.
// title: Surrogate endpoint not validated
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 8.2 and A7.2c
// remedy: Show from literature that the surrogate is valid, or use a direct endpoint.
// needs: EvidenceUse
// subject: EvidenceUse Benefit
// cleared_by:
// waiver: yes
// uses: judged uses_judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
  UNION
  judged(b, Benefit)
  WITH b, device
  RETURN b.key AS use, device
}
WITH use AS found, device
WHERE found IS NOT NULL
MATCH (i:Item {key: found})
WITH DISTINCT i, device
WHERE i.surrogate = true AND coalesce(i.surrogate_validity, '') = ''
  AND coalesce(i.direction, '') <> 'contradicts'
OPTIONAL MATCH (i)-[:USES|BEARS_ON]->(f:Item)
WITH DISTINCT i, device, f.key AS fact
ORDER BY device, i.key, fact
WITH i, device, collect(fact) AS facts
RETURN device, i.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
