// Devices of class III, active implantable ones and implants without data of a clinical investigation: no
// clinical investigation or follow-up study of the device counts, and no data of a device whose equivalence
// is demonstrated count for clinical validation. Where nobody says that the device is of a well-established
// technology, the reason why existing data suffice is recorded as a justified gap. Major where the directives
// or Great Britain ask alone. The facts are the profiles.
// title: Class III or implant without a clinical investigation
// severity: blocker
// severity_context: major where no profile under Regulation (EU) 2017/745 asks
// reference: Regulation (EU) 2017/745 article 61(4) to (6); MDCG 2020-6, 6.5 and appendix III; Directive
//   93/42/EEC Annex X 1.1a; UK MDR 2002, reg. 8
// remedy: Perform a clinical investigation, demonstrate equivalence with the access that the law asks for, or
//   justify and sign why existing data suffice.
// needs: RegulatoryProfile
// subject: Device
// cleared_by:
// waiver: yes
// uses: concerns judged of_equivalent_device sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
WHERE s.id IN [d.key, '*'] AND p.state = 'in_force'
  AND p.jurisdiction IN ['EU_MDR', 'EU_MDD_legacy', 'GB_UKMDR']
  AND (p.class_known IN ['III', 'AIMD'] OR p.implantable = true)
  AND (p.well_established IS NULL OR p.well_established = false)
WITH DISTINCT d, p
ORDER BY d.key, p.key
WITH d, collect(p.key) AS facts, sum(CASE WHEN p.jurisdiction = 'EU_MDR' THEN 1 ELSE 0 END) AS regulation
WHERE NOT EXISTS {
    MATCH (e:Evidence)<-[:USES]-(u:EvidenceUse)-[:BEARS_ON]->(t:Item)
    WHERE t.state = 'in_force' AND concerns(t, d.key) AND supports(u) AND concerns(u, d.key)
      AND ((coalesce(u.pillar, 'cv') = 'cv' AND e.kind IN ['clinical_investigation_premarket', 'pmcf_study'])
        OR (u.pillar = 'cv' AND of_equivalent_device(u, e)))
      AND sound_for(e, u, t, d.key)
  }
RETURN d.key AS device, d.key AS subject, '' AS detail,
  CASE WHEN regulation = 0 THEN 'major' ELSE '' END AS severity, facts
ORDER BY device, subject, detail
