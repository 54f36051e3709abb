// What has no last day of validity, or has not passed it.
// takes: x
(x.valid_until IS NULL OR x.valid_until >= $today)
