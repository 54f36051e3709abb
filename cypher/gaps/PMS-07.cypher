// Devices with a version on the market for which nothing is in force of what each of them owes (the detail):
// a regulatory profile that has begun (profile), an intended purpose (intended_purpose), a claim in date
// (claim), a hazard (hazard), instructions or a label (information), and requirements, where no profile
// names a catalogue of them (requirements); and under Regulation (EU) 2017/745 a summary of safety and
// clinical performance of class III and of implants (sscp), and an implant card of the latter
// (implant_card). What names no device is that of every device. The plan for surveillance and the clinical
// evaluation are asked for by PMS-01 and PMS-04.
// title: Device on the market without what it owes
// severity: blocker
// chain: claim
// reference: UK MDR 2002, reg. 8 and Schedule 2A; Directive 93/42/EEC Annex I 1, 2, 3 and 13 and Annex VII
//   3; Regulation (EU) 2017/745 articles 7, 10, 18 and 32 and Annex II 1 to 5; MEDDEV 2.7/1 rev. 4, A3; ISO
//   14971, 5.4
// remedy: Record what is missing, or say that the device is not on the market.
// needs: Device
// subject: Device
// cleared_by:
// waiver: yes
// uses: in_date judged on_market
// params: scopes devices today
// returns: device, subject, detail, severity, facts
judged(d, Device)
WITH DISTINCT d
MATCH (s:Scope)<-[:IN_SCOPE]-(v:DeviceVersion)
WHERE (s.id = d.key OR s.id = '*') AND on_market(v)
WITH DISTINCT d, v.key AS version
ORDER BY d.key, version
WITH d, collect(version) AS versions
CALL (d) {
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
    WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
      AND (p.effective_from IS NULL OR p.effective_from <= $today)
  }
  RETURN 'profile' AS detail
  UNION
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(p:IntendedPurpose)
    WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force'
  }
  RETURN 'intended_purpose' AS detail
  UNION
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim)
    WHERE (s.id = d.key OR s.id = '*') AND k.state = 'in_force' AND in_date(k)
  }
  RETURN 'claim' AS detail
  UNION
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(h:Hazard)
    WHERE (s.id = d.key OR s.id = '*') AND h.state = 'in_force'
  }
  RETURN 'hazard' AS detail
  UNION
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
    WHERE (s.id = d.key OR s.id = '*') AND m.state = 'in_force' AND m.kind IN ['ifu', 'label']
  }
  RETURN 'information' AS detail
  UNION
  MATCH (d)
  WHERE NOT EXISTS {
    MATCH (s:Scope)<-[:IN_SCOPE]-(q:Requirement)
    WHERE (s.id = d.key OR s.id = '*') AND q.state = 'in_force'
  }
    AND NOT EXISTS {
      MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
      WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.catalogue_normal <> ''
    }
  RETURN 'requirements' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.jurisdiction = 'EU_MDR'
    AND (p.class_known IN ['III', 'AIMD'] OR p.implantable = true)
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND m.kind = 'sscp'
    }
  RETURN 'sscp' AS detail
  UNION
  MATCH (s:Scope)<-[:IN_SCOPE]-(p:RegulatoryProfile)
  WHERE (s.id = d.key OR s.id = '*') AND p.state = 'in_force' AND p.jurisdiction = 'EU_MDR'
    AND p.implantable = true
    AND NOT EXISTS {
      MATCH (o:Scope)<-[:IN_SCOPE]-(m:InformationMaterial)
      WHERE (o.id = d.key OR o.id = '*') AND m.state = 'in_force' AND m.kind = 'implant_card'
    }
  RETURN 'implant_card' AS detail
}
WITH d, versions, detail
WHERE detail IS NOT NULL
RETURN d.key AS device, d.key AS subject, detail, '' AS severity, versions AS facts
ORDER BY device, subject, detail
