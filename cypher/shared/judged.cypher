// The items in force of a type, each with every device that it concerns as `device`: an item that names no
// device is judged for every device, and for the file itself, '', where none is recorded.
// takes: judged_item Kind
// binds: seen_from
MATCH (sc:Scope)<-[:IN_SCOPE]-(judged_item:Kind)
WHERE sc.id IN $scopes AND judged_item.state = 'in_force'
WITH judged_item, CASE WHEN sc.id = '*' THEN $devices ELSE [sc.id] END AS seen_from
UNWIND seen_from AS device
