// A conclusion that has not ended with all that it was about.
// takes: q
coalesce(q.status, '') <> 'withdrawn'
