// Claims with a novel association whose counting uses for association and clinical validation all rest on
// literature, guidelines, opinion, data of similar devices or justifications. Claims without any such use
// are left to CLM-01 and CLM-03. When a use counts, concepts 7.2 says. Uses that appraisals dispute are
// found all the same, and answer nothing.
// title: Novel association that rests on literature alone
// severity: major
// reference: IMDRF N41 7.1
// remedy: Generate own clinical data, or argue anew that the association is well established.
// needs: Claim EvidenceUse
// cleared_by:
// waiver: yes
// uses: argues sound supports
// params: scopes today
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force' AND k.association_maturity = 'novel'
  AND NOT EXISTS {
    MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
    WHERE u.pillar IN ['vca', 'cv'] AND supports(u) AND sound(e, u, k)
      AND NOT coalesce(e.kind, '') IN ['literature_review', 'publication', 'guideline_consensus',
      'expert_opinion',
        'similar_device_data', 'justification']
  }
WITH DISTINCT k
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)
WHERE u.pillar IN ['vca', 'cv'] AND argues(u, k)
WITH DISTINCT k, u.key AS fact
ORDER BY k.key, fact
WITH k, collect(fact) AS facts
RETURN k.key AS subject, '' AS detail, '' AS severity, facts
ORDER BY subject, detail
