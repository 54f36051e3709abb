// A value does not meet the target of a claim.
// takes: k value
((k.target_direction = 'at_least' AND value < k.target_value) OR (k.target_direction = 'at_most'
  AND value > k.target_value)
  OR (k.target_direction = 'above' AND value <= k.target_value)
  OR (k.target_direction = 'below' AND value >= k.target_value))
