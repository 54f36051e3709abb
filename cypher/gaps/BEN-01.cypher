// Benefits that lack an endpoint, a size or a probability, and that have no qualitative
// justification.
// title: Benefit not quantified
// severity: major
// reference: MEDDEV 2.7/1 rev. 4, A7.2b and A7.2c
// remedy: State endpoint, size and probability, or justify the qualitative reasoning.
// needs: Benefit
// cleared_by:
// waiver: yes
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(b:Benefit)
WHERE sc.id IN $scopes AND b.state = 'in_force'
  AND coalesce(b.qualitative_justification, '') = ''
  AND (coalesce(b.endpoint, '') = '' OR b.effect_size IS NULL OR b.responder_probability IS NULL)
WITH DISTINCT b
RETURN b.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
