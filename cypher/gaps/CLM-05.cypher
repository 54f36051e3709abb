// Claims with a novel association whose counting uses for association and clinical validation all rest on
// literature, guidelines, opinion, data of similar devices or justifications. Claims without any such use
// are left to CLM-01 and CLM-03. When a use counts, concepts 7.2 says. Uses that appraisals dispute are
// found all the same, and answer nothing.
// title: Novel association that rests on literature alone
// severity: major
// reference: IMDRF N41 7.1
// remedy: Generate own clinical data, or argue anew that the association is well established.
// needs: Claim EvidenceUse
// subject: Claim
// cleared_by:
// waiver: yes
// uses: argues_for concerns judged sound_for supports
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH k, device
WHERE k.association_maturity = 'novel'
  AND NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE u.pillar IN ['vca', 'cv'] AND supports(u) AND concerns(u, device) AND sound_for(e, u, k, device)
      AND NOT coalesce(e.kind, '') IN ['literature_review', 'publication', 'guideline_consensus',
      'expert_opinion',
        'similar_device_data', 'justification']
  }
WITH DISTINCT k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.pillar IN ['vca', 'cv'] AND argues_for(u, k, device)
WITH DISTINCT k, device, u.key AS fact
ORDER BY device, k.key, fact
WITH k, device, collect(fact) AS facts
RETURN device, k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY device, subject, detail
