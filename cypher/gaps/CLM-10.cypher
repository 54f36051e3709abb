// Claims that compare, or whose statement contains a figure, without a part of the target that they are
// held against: metric, comparator, threshold, and for a claim that compares what it is compared with
// (detail compared_with); one hit for each missing part (the detail). Of a claim that compares in its words
// alone, and is of another type, it is asked what it is compared with.
// title: Comparative or quantified claim without target
// severity: minor
// reference: MEDDEV 2.7/1 rev. 4 A7.2c
// remedy: State metric, comparator, threshold and population.
// needs: Claim
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(k:Claim)
WHERE sc.id IN $scopes AND k.state = 'in_force'
  AND (k.claim_type = 'comparative' OR k.states_figure = true
    OR 'comparison' IN coalesce(k.stated_matters, []))
WITH DISTINCT k, CASE WHEN k.claim_type = 'comparative' OR k.states_figure = true THEN 1 ELSE 0 END AS held,
  CASE WHEN coalesce(k.claim_type, '') <> 'comparative'
    AND 'comparison' IN coalesce(k.stated_matters, []) THEN 1 ELSE 0 END AS in_words
WITH k, held, in_words, ['metric', 'comparator', 'threshold', 'compared_with'] AS parts
UNWIND parts AS part
WITH k, held, in_words, part
WHERE (held = 1 AND part = 'metric' AND coalesce(k.target_metric, '') = '')
  OR (held = 1 AND part = 'comparator' AND coalesce(k.target_comparator, '') = '')
  OR (part = 'compared_with' AND coalesce(k.compared_with, '') = ''
    AND (in_words = 1 OR (k.claim_type = 'comparative' AND k.target_operator IS NOT NULL)))
  OR (held = 1 AND part = 'threshold' AND k.target_threshold IS NULL)
RETURN k.key AS subject, part AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
