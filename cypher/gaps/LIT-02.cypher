// Searches without a part that somebody would need who ran them again (the detail, one hit each): a
// protocol that was approved before the execution, sources, terms, dates, criteria of selection, the
// day of execution, a statement on deviations; also, minor, the other parts of protocol and report, and
// counts of which more were screened than hit, or included than screened.
// title: Search not reproducible
// severity: major
// severity_context: minor for parts of protocol and report that the search can be run again without
// reference: MEDDEV 2.7/1 rev. 4, 8.2 and A5.3
// remedy: Complete the protocol and the report of the search.
// needs: LiteratureSearch
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(l:LiteratureSearch)
WHERE sc.id IN $scopes AND l.state = 'in_force'
WITH DISTINCT l
WITH l, [
  CASE WHEN l.protocol_approved_at IS NULL
    OR l.protocol_approved_at > l.executed_at THEN 'protocol' ELSE '' END,
  CASE WHEN size([x IN coalesce(l.sources, []) WHERE x <> '']) = 0 THEN 'sources' ELSE '' END,
  CASE WHEN size([x IN coalesce(l.search_strings, []) WHERE x <> '']) = 0 THEN 'terms' ELSE '' END,
  CASE WHEN l.date_from IS NULL OR l.date_to IS NULL THEN 'dates' ELSE '' END,
  CASE WHEN coalesce(l.selection_criteria, '') = '' THEN 'criteria' ELSE '' END,
  CASE WHEN l.executed_at IS NULL THEN 'execution' ELSE '' END,
  CASE WHEN coalesce(l.deviations, '') = '' THEN 'deviations' ELSE '' END
] AS major, [
  CASE WHEN coalesce(l.background, '') = '' THEN 'background' ELSE '' END,
  CASE WHEN coalesce(l.review_question, '') = '' THEN 'review_question' ELSE '' END,
  CASE WHEN coalesce(l.duplicate_strategy, '') = '' THEN 'duplicate_strategy' ELSE '' END,
  CASE WHEN coalesce(l.non_published_plan, '') = '' THEN 'non_published_plan' ELSE '' END,
  CASE WHEN coalesce(l.data_collection_plan, '') = '' THEN 'data_collection_plan' ELSE '' END,
  CASE WHEN coalesce(l.appraisal_plan, '') = '' THEN 'appraisal_plan' ELSE '' END,
  CASE WHEN coalesce(l.analysis_plan, '') = '' THEN 'analysis_plan' ELSE '' END,
  CASE WHEN coalesce(l.method_standard, '') = '' THEN 'method_standard' ELSE '' END,
  CASE WHEN coalesce(l.executed_by, '') = '' THEN 'executed_by' ELSE '' END,
  CASE WHEN l.hits IS NULL OR l.screened IS NULL OR l.included IS NULL OR l.included > l.screened
    OR l.screened > l.hits THEN 'counts' ELSE '' END
] AS minor
WITH l, major, major + minor AS parts
UNWIND parts AS part
WITH l, major, part
WHERE part <> ''
RETURN l.key AS subject, part AS detail, CASE WHEN part IN major THEN 'major'
  ELSE 'minor' END AS severity, [] AS facts
ORDER BY subject, detail
