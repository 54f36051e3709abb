// Claims that compare, or whose statement contains a figure, without a part of the target that they are
// held against: metric, comparator, threshold, and for a claim that compares what it is compared with
// (detail compared_with); one hit for each missing part (the detail).
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
WHERE sc.id IN $scopes AND k.state = 'in_force' AND (k.claim_type = 'comparative' OR k.states_figure = true)
WITH DISTINCT k
WITH k, ['metric', 'comparator', 'threshold', 'compared_with'] AS parts
UNWIND parts AS part
WITH k, part
WHERE (part = 'metric' AND coalesce(k.target_metric, '') = '')
  OR (part = 'comparator' AND coalesce(k.target_comparator, '') = '')
  OR (part = 'compared_with' AND k.claim_type = 'comparative' AND coalesce(k.compared_with, '') = ''
    AND k.target_operator IS NOT NULL)
  OR (part = 'threshold' AND k.target_threshold IS NULL)
RETURN k.key AS subject, part AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
