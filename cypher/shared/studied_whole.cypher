// The ranges in which the counting uses studied an element leave nothing of its range out. Whole numbers
// follow one another without a hole. Where an end of the element is open, nobody can say what is left out
// beyond what was studied, but that ages have to be reached which the next group of age begins with.
// takes: x ranges
// binds: one two
any(one IN ranges WHERE one[0] <= coalesce(x.range_min, x.reach_down, 1e300))
AND all(one IN ranges WHERE one[1] >= coalesce(x.range_max, 1e300)
  OR (x.range_max IS NULL AND one[1] >= coalesce(x.reach_up, -1e300)
    AND NOT (any(two IN ranges WHERE two[1] > one[1])))
  OR any(two IN ranges WHERE two[1] > one[1]
    AND (two[0] <= one[1]
      OR (two[0] <= one[1] + 1 AND toInteger(two[0]) = two[0] AND toInteger(one[1]) = one[1]))))
