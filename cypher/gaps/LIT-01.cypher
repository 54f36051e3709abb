// The newest literature search of each purpose (the detail) of a device, where it ends longer ago
// than `literature_max_age_months` allows for the device: where nobody sets it, the update interval
// of the clinical evaluation as it holds, and 12 months at most for a device of significant risk. A
// search ends on the earlier of the end of its period and the day of its execution, since it found
// nothing later than either. One that does not say the end of its period is too old; one executed, or,
// where that is not said, with a period that ends, after today has not been made. And devices with a
// clinical evaluation for which no search was made on the state of the art, or on the device or its
// equivalent (the detail: sota, device).
// title: Literature search too old
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, 6.2.3, 8.2 and A10 (6, 7)
// remedy: Run the search, or run it again, and assess what is new.
// needs: LiteratureSearch
// subject: LiteratureSearch Device
// cleared_by:
// waiver: yes
// params: today policy
// returns: device, subject, detail, severity, facts
UNWIND $policy AS row
WITH row.device AS device, row.scopes AS near, row.literature_max_age_months_ago AS since,
  row.literature_max_age_months_from AS known
CALL (device, near, since, known) {
  MATCH (s:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
  WHERE s.id IN near AND l.state = 'in_force' AND coalesce(l.executed_at, l.date_to, '') <= $today
  WITH DISTINCT since, known, l.key AS search, l.purpose AS purpose,
    CASE WHEN l.executed_at < l.date_to THEN l.executed_at ELSE coalesce(l.date_to, '') END AS ended
  ORDER BY purpose, ended DESC, search
  WITH since, known, purpose, collect(search) AS searches, collect(ended) AS dates
  WITH since, known, purpose, searches[0] AS newest, dates[0] AS last
  WITH *
  WHERE last < since
  RETURN newest AS subject, purpose, known AS facts
  UNION
  MATCH (d:Device)-[:IN_SCOPE]->(o:Scope)
  WHERE o.id = device AND d.key = device AND d.state = 'in_force'
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
      WHERE s.id IN near AND v.state = 'in_force'
    }
    AND NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
      WHERE s.id IN near AND l.state = 'in_force' AND coalesce(l.executed_at, l.date_to, '') <= $today
        AND l.purpose = 'sota'
    }
  RETURN d.key AS subject, 'sota' AS purpose, [] AS facts
  UNION
  MATCH (d:Device)-[:IN_SCOPE]->(o:Scope)
  WHERE o.id = device AND d.key = device AND d.state = 'in_force'
    AND EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(v:Evaluation)
      WHERE s.id IN near AND v.state = 'in_force'
    }
    AND NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
      WHERE s.id IN near AND l.state = 'in_force' AND coalesce(l.executed_at, l.date_to, '') <= $today
        AND l.purpose IN ['device', 'equivalent']
    }
  RETURN d.key AS subject, 'device' AS purpose, [] AS facts
}
WITH device, subject, purpose, facts
UNWIND CASE WHEN size(facts) = 0 THEN [''] ELSE facts END AS fact
WITH DISTINCT device, subject, purpose, fact
ORDER BY device, subject, purpose, fact
WITH device, subject, purpose, collect(fact) AS facts
RETURN device, subject, purpose AS detail, '' AS severity, [f IN facts WHERE f <> ''] AS facts
ORDER BY device, subject, detail
