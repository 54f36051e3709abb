// Software as a medical device whose definition statement lacks a part (the detail): significance
// (A), situation (B) or core functionality (C); the subject is the intended purpose, or the device
// where there is none. And intended purposes with a serious situation that is not treated as
// critical although lay users who act without support of specialists are named for the device and
// are part of no intended purpose in force (the detail is the element). Of several situations the
// highest category is derived, so it cannot be another.
// title: SaMD category missing or inconsistent
// severity: major
// reference: IMDRF N12 5.2.2, 6.0 and 7.1
// remedy: Complete the definition statement; the category follows from it.
// needs: Device
// subject: Device
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
WHERE d.is_samd = true
CALL (d) {
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
    WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
  }
  WITH d, ['significance', 'situation', 'core_functionality'] AS parts
  UNWIND parts AS part
  RETURN d.key AS subject, part AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.n12_significance IS NULL
    AND (p.n12_category IS NULL OR p.n12_situation IS NOT NULL)
  RETURN p.key AS subject, 'significance' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.n12_situation IS NULL
    AND (p.n12_category IS NULL OR p.n12_significance IS NOT NULL)
  RETURN p.key AS subject, 'situation' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND coalesce(p.n12_core_functionality, '') = ''
  RETURN p.key AS subject, 'core_functionality' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
  MATCH (o:Scope)<-[:IN_SCOPE]-(x:IntendedUseElement)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.n12_cell <> p.n12_lay_cell
    AND (o.id = d.key OR o.id = '*') AND x.state = 'in_force' AND (x.included IS NULL OR x.included = true)
    AND x.lay_users = 'without_specialist_support'
    AND NOT EXISTS { MATCH (x)<-[:HAS_ELEMENT]-(q:IntendedPurpose) WHERE q.state = 'in_force' }
    AND NOT EXISTS {
      MATCH (p)-[:HAS_ELEMENT]->(y:IntendedUseElement)
      WHERE y.state = 'in_force' AND y.lay_users = 'without_specialist_support'
        AND (y.included IS NULL OR y.included = true)
    }
  RETURN p.key AS subject, x.key AS detail
}
WITH subject, detail, d.key AS device
WHERE subject IS NOT NULL
WITH subject, detail, device
OPTIONAL MATCH (x:IntendedUseElement)
WHERE x.key = detail
WITH device, subject, detail, CASE WHEN x IS NULL THEN [device] ELSE [device, x.key] END AS known
UNWIND known AS fact
WITH DISTINCT device, subject, detail, fact
ORDER BY device, subject, detail, fact
WITH device, subject, detail, collect(fact) AS facts
RETURN device, subject, detail, '' AS severity, facts
ORDER BY device, subject, detail
