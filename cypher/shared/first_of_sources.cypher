// The places in a list of identity lists at which a source stands that none before it is: one paper is one
// source by
// DOI, PMID, data set or report number, under however many keys.
// takes: lists
// binds: here before between
[here IN range(0, size(lists) - 1) WHERE NOT any(before IN range(0, here - 1) WHERE any(between IN lists
  WHERE any(name IN between WHERE coalesce(name, '') IN lists[here])
    AND any(name IN between WHERE coalesce(name, '') IN lists[before])))]
