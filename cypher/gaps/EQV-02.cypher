// Equivalent devices whose data are in use while no signed conclusion demonstrates the equivalence (detail
// empty), while a dimension has no comparison (the detail), or while a comparison (the detail) does not
// answer, as its difference has no rationale or is clinically significant, its two values differ and no
// difference is described, or it states neither two values nor a difference nor a rationale. Demonstrated in
// part is not demonstrated. Major, with the detail regulatory_status: the comparator carries neither CE nor
// UKCA marking, its marking or status says that it was withdrawn, recalled, suspended or the like, or its
// day of validity has passed, and nothing says why its data count all the same; or, with the detail
// relation, the comparator is said to be a similar device or a benchmark, of which no data count as those of
// an equivalent; or, under Regulation (EU) 2017/745, with the detail data_access, nothing says by what right
// the maker sees the other's data, or, with the detail contract, nothing says of class III and of implants
// that there is a contract on that. A predecessor of one's own is not asked. Use and evidence are asked for
// the device. Where no comparator device is known, the use is the subject. Conclusion and comparisons answer
// for the devices that they name; where they name none, for one device that the comparator names alone, or
// that is the only one of the file.
// title: Equivalence not concluded or incomplete
// severity: blocker
// severity_context: major for the regulatory status of the comparator, for its relation, and for the access
//   to its data where no contract is asked
// reference: MEDDEV 2.7/1 rev. 4 A1 and A10 (3 to 5); Regulation (EU) 2017/745 article 61(4) and (5) and
//   Annex XIV A 3; MDCG 2020-5, 4
// remedy: Complete the comparison with this one device in all dimensions, and sign the
//   conclusion.
// needs: EvidenceUse
// subject: EvidenceUse
// cleared_by: equivalence only -
// waiver: yes
// uses: concerns meant_for of_equivalent_device uses_judged
// params: scopes devices today
// returns: device, subject, detail, severity, facts
CALL () {
  uses_judged()
}
WITH use, device
WHERE use IS NOT NULL
MATCH (n:Item {key: use})
WITH n, device
MATCH (n)-[:USES]->(d:Evidence)
WHERE d.state <> 'withdrawn' AND of_equivalent_device(n, d)
WITH DISTINCT n, device, d
CALL (n, d) {
  MATCH (d)-[:GENERATED_WITH]->(c:ComparatorDevice)
  RETURN c.key AS comparator
  UNION
  MATCH (n)-[:BEARS_ON]->(r:CharacteristicComparison)-[:COMPARES]->(c:ComparatorDevice)
  WHERE r.state = 'in_force'
  RETURN c.key AS comparator
  UNION
  MATCH (d)
  WHERE NOT EXISTS { MATCH (d)-[:GENERATED_WITH]->(c:ComparatorDevice) }
    AND NOT EXISTS {
      MATCH (n)-[:BEARS_ON]->(r:CharacteristicComparison)-[:COMPARES]->(c:ComparatorDevice)
      WHERE r.state = 'in_force'
    }
  RETURN '' AS comparator
}
WITH DISTINCT n.key AS fact, device, comparator
WITH fact, device, comparator
CALL (fact, device, comparator) {
  MATCH (n:EvidenceUse)
  WHERE n.key = fact AND comparator = ''
  RETURN fact AS subject, '' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND NOT EXISTS {
    MATCH (c)<-[:ABOUT]-(q:Conclusion)
    WHERE c.state = 'in_force' AND q.state = 'in_force' AND q.kind = 'equivalence'
      AND q.verdict = 'demonstrated' AND meant_for(q, c, device)
  }
  RETURN c.key AS subject, '' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND NOT EXISTS {
    MATCH (c)<-[:COMPARES]-(r:CharacteristicComparison)
    WHERE r.state = 'in_force' AND r.dimension = 'clinical' AND meant_for(r, c, device)
  }
  RETURN c.key AS subject, 'clinical' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND NOT EXISTS {
    MATCH (c)<-[:COMPARES]-(r:CharacteristicComparison)
    WHERE r.state = 'in_force' AND r.dimension = 'technical' AND meant_for(r, c, device)
  }
  RETURN c.key AS subject, 'technical' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND NOT EXISTS {
    MATCH (c)<-[:COMPARES]-(r:CharacteristicComparison)
    WHERE r.state = 'in_force' AND r.dimension = 'biological' AND meant_for(r, c, device)
  }
  RETURN c.key AS subject, 'biological' AS detail
  UNION
  MATCH (c:ComparatorDevice)<-[:COMPARES]-(r:CharacteristicComparison)
  WHERE c.key = comparator AND r.state = 'in_force'
    AND ((coalesce(r.difference, '') <> ''
    AND coalesce(r.significance_rationale, '') = '') OR r.clinically_significant = true
      OR (coalesce(r.difference, '') = '' AND coalesce(r.significance_rationale, '') = ''
      AND r.own_value <> '' AND r.comparator_value <> ''
      AND toLower(r.own_value) <> toLower(r.comparator_value))
      OR (coalesce(r.difference, '') = '' AND coalesce(r.significance_rationale, '') = ''
      AND (coalesce(r.own_value, '') = '' OR coalesce(r.comparator_value, '') = '')))
    AND concerns(r, device)
  RETURN c.key AS subject, r.key AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND coalesce(c.status_justification, '') = ''
    AND (c.marked IS NULL OR c.marked = false OR c.status_lost = true OR c.valid_until < $today)
  RETURN c.key AS subject, 'regulatory_status' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  WHERE c.key = comparator AND c.relation IN ['similar', 'benchmark']
  RETURN c.key AS subject, 'relation' AS detail
  UNION
  MATCH (c:ComparatorDevice)
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE c.key = comparator AND coalesce(c.relation, '') <> 'predecessor' AND c.access_by_contract IS NULL
    AND s.id IN [device, '*'] AND p.state = 'in_force'
    AND (p.jurisdiction = 'EU_MDR' OR p.catalogue_normal = 'eumdr.gspr')
  WITH c, CASE WHEN p.class_known IN ['III', 'AIMD'] OR p.implantable = true THEN 1 ELSE 0 END AS strict
  WITH c, sum(strict) AS strict
  WITH *
  WHERE strict > 0 OR c.access_stated IS NULL
  RETURN c.key AS subject, CASE WHEN strict > 0 THEN 'contract' ELSE 'data_access' END AS detail
}
WITH device, subject, detail,
  CASE WHEN detail IN ['regulatory_status', 'relation', 'data_access'] THEN 'major' ELSE '' END AS severity,
  fact
WITH DISTINCT device, subject, detail, severity, fact
ORDER BY device, subject, detail, severity, fact
WITH device, subject, detail, severity, collect(fact) AS facts
RETURN device, subject, detail, severity, facts
ORDER BY device, subject, detail
