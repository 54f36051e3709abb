// Evidence of a use can tell by its kind what the use says. Opinions and justifications are background:
// they show of no pillar that it holds, nor of a control that it is there or works. A guideline, a risk
// record, complaints and data of a similar device say nothing of how this software computes, and tests of
// the software, of safety in use or of conformity nothing of the condition (IMDRF N41 5.2 and 5.3; MEDDEV
// 2.7/1 rev. 4, 9.3).
// takes: u e
NOT (coalesce(e.kind, '') IN ['expert_opinion', 'justification']
  AND (u.pillar IS NOT NULL OR coalesce(u.purpose, '') IN ['implementation', 'effectiveness']))
AND NOT (coalesce(u.pillar, '') = 'av' AND coalesce(e.kind, '') IN ['guideline_consensus',
  'pms_complaints_vigilance', 'risk_analysis_record', 'similar_device_data'])
AND NOT (coalesce(u.pillar, '') = 'vca' AND coalesce(e.kind, '') IN ['biocompatibility', 'cybersecurity_test',
  'electrical_emc', 'risk_analysis_record', 'software_validation', 'software_verification',
  'standard_compliance_certificate', 'sterility', 'usability_formative', 'usability_summative'])
