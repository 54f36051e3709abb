// Say of impact reports of which change they are.
// params: rows
// returns:
UNWIND $rows AS row
MATCH (p:ImpactPreview {id: row.id})
SET p.change = row.change
