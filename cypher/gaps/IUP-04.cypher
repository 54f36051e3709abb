// Devices without an included element of a kind that every intended purpose names, software as a
// medical device with two kinds more; one hit for each missing kind (the detail). The subject is
// the intended purpose, or the device where there is none. An element counts for a device that it
// names; one that names no device counts for all unless it is part of the intended purpose of others alone.
// One that says nothing, by value, title, code or range, counts for none.
// title: Intended purpose incomplete
// severity: major
// reference: MHRA guidance on the intended purpose; MEDDEV 2.7/1 rev. 4 A3; IMDRF N12 6.0
// remedy: Complete the statement of intended purpose.
// needs: Device
// subject: Device
// cleared_by:
// waiver: yes
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d, device
MATCH (sc:Scope)
WHERE sc.id = device
WITH sc, d, device, CASE WHEN d.is_samd = true
  THEN ['care_pathway_role', 'indication', 'input', 'intended_user', 'output_function', 'target_population',
    'use_environment']
  ELSE ['indication', 'intended_user', 'output_function', 'target_population', 'use_environment'] END AS kinds
UNWIND kinds AS kind
WITH sc, d, device, kind
WHERE NOT EXISTS {
  MATCH (sc)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE x.kind = kind AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND (coalesce(x.value, '') <> '' OR coalesce(x.title, '') <> '' OR coalesce(x.coded_value, '') <> ''
    OR x.range_min IS NOT NULL OR x.range_max IS NOT NULL)
}
  AND NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)-[:HAS_ELEMENT]->(x:IntendedUseElement)
    WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND x.kind = kind AND x.state = 'in_force'
      AND (x.included IS NULL OR x.included = true) AND concerns(x, device)
      AND (coalesce(x.value, '') <> '' OR coalesce(x.title, '') <> '' OR coalesce(x.coded_value, '') <> ''
      OR x.range_min IS NOT NULL OR x.range_max IS NOT NULL)
  }
  AND NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
    WHERE s.id = '*' AND x.kind = kind AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
      AND (coalesce(x.value, '') <> '' OR coalesce(x.title, '') <> '' OR coalesce(x.coded_value, '') <> ''
      OR x.range_min IS NOT NULL OR x.range_max IS NOT NULL)
      AND NOT EXISTS { MATCH (x)<-[:HAS_ELEMENT]-(p:IntendedPurpose) WHERE p.state = 'in_force' }
  }
OPTIONAL MATCH (sc)<-[:IN_SCOPE]-(p:IntendedPurpose)
WHERE p.state = 'in_force'
WITH d, kind, min(p.key) AS own
OPTIONAL MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
WHERE s.id = '*' AND p.state = 'in_force'
WITH d, kind, own, min(p.key) AS shared
WITH coalesce(own, shared, d.key) AS subject, kind AS detail, '' AS severity, d.key AS device
RETURN DISTINCT device, subject, detail, severity, [device] AS facts
ORDER BY device, subject, detail
