// The uses and the sets of evidence in force that a pillar of a claim names as seen from a device, as
// `fact`, and '' before them.
// takes: k pillar device
// uses: concerns
RETURN '' AS fact
UNION
MATCH (k)<-[:BEARS_ON]-(argument:EvidenceUse)
WHERE argument.state = 'in_force' AND argument.pillar = pillar AND concerns(argument, device)
RETURN argument.key AS fact
UNION
MATCH (k)<-[:SUFFICES_FOR]-(argument:EvidenceSet)
WHERE argument.state = 'in_force' AND argument.pillar = pillar AND concerns(argument, device)
RETURN argument.key AS fact
