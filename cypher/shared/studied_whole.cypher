// The ranges in which the counting uses studied an element leave nothing of its range out. Whole numbers
// follow one
// another without a hole.
// takes: x ranges
// binds: one two
any(one IN ranges WHERE one[0] <= x.range_min)
AND all(one IN ranges WHERE one[1] >= x.range_max
  OR any(two IN ranges WHERE two[1] > one[1]
    AND (two[0] <= one[1]
      OR (two[0] <= one[1] + 1 AND toInteger(two[0]) = two[0] AND toInteger(one[1]) = one[1]))))
