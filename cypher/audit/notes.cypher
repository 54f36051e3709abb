// What writes changed, as it was noted with their entries.
// params: slots
// returns: revision, form, before, after, changed, hash
UNWIND $slots AS wanted
MATCH (n:ChangeNote {slot: wanted})
RETURN n.revision AS revision, n.form AS form, n.before AS before, n.after AS after, n.changed AS changed,
  n.hash AS hash
ORDER BY revision
