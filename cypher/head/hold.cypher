// Take the head for this transaction: nobody commits a write before it ends. It is read in a statement of its
// own afterwards: what is read in this one may be from before the wait, and must never be written back.
// params:
// returns:
MATCH (h:Head {id: 'head'})
SET h.held = true
