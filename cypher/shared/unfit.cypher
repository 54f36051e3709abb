// An appraisal finds a study unfit to demonstrate anything: a fatal finding, or a breach of good clinical
// practice,
// ethics or law (MEDDEV 2.7/1 rev. 4, 9.3.1 and A6).
// takes: a
(size(coalesce(a.fatal_findings, [])) > 0 OR 'gcp_ethics_legal' IN coalesce(a.findings, []))
