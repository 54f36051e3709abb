// A requirement that a device is held to: one of its own scope, one of a catalogue that is named, or one of
// none; where no catalogue is named, any.
// takes: q scope named
(scope.id <> '*' OR size(named) = 0 OR coalesce(q.catalogue_normal, '') = ''
OR q.catalogue_normal IN named)
