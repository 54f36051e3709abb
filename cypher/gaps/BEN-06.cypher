// Claims on a clinical benefit of a device of which no benefit is on record: nobody weighs what is only
// claimed. A claim whose benefit is that information is accurate, or that the device is used well, is not
// asked.
// title: Claimed benefit that is not on record
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, A7.2b and A7.2c; Regulation (EU) 2017/745 article 2(53) and Annex XIV
//   A 1(a)
// remedy: Record the benefit with its size and for whom it is, or claim performance alone.
// needs: Claim
// subject: Claim
// cleared_by:
// waiver: yes
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH DISTINCT k, device
WHERE k.claim_type = 'clinical_benefit'
  AND NOT coalesce(k.benefit_mode, '') IN ['information_accuracy', 'usability_only']
  AND NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(b:Benefit)
    WHERE s.id IN [device, '*'] AND b.state = 'in_force'
  }
RETURN device, k.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY device, subject, detail
